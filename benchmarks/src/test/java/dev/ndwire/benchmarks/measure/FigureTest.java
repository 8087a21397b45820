package dev.ndwire.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.cli.rig.Spread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Figures that are compared, and sheets for people.
class FigureTest {
    private static Figure time(String method, double median) {
        return Figure.time("tcp", "put", method, Role.OURS, Map.of(), new Spread(1, median, 100));
    }

    @Test
    void comparesRoundWithRoundWhereTurnsWereTaken() {
        Figure ours = time("ndwire", 20).taking(List.of(10.0, 20.0, 90.0), 8);
        Figure floor = time("raw", 10).taking(List.of(5.0, 5.0, 30.0), 8);

        assertThat(ours.beside(floor)).isEqualTo(3);
        assertThat(ours.beside(time("raw", 10))).isEqualTo(2);
    }

    @Test
    void sheetIsWrittenForPeople() {
        Sheet sheet = Sheet.of(
                "tcp",
                "A title",
                List.of("way", "ms", "threads"),
                List.of(List.of("ndwire", new Spread(1, 2.5, 20), 3L), List.of("raw", 123.4, "")));

        assertThat(sheet.markdown()).isEqualTo("""

                        A title:

                        | way | ms | threads |
                        |---|--:|--:|
                        | ndwire | 2.50 (1.00 to 20.0) | 3 |
                        | raw | 123 |  |
                        """);
    }
}
