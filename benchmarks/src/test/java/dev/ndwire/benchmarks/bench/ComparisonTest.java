package dev.ndwire.benchmarks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.benchmarks.Python;
import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.cli.rig.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What counts as a change.
class ComparisonTest {
    private static Figure put(String suite, double nanos) {
        return Figure.time(
                suite,
                "put",
                "ndwire",
                Role.OURS,
                Map.of("byteSize", "1024", "memory", "warm"),
                Spread.of(List.of(nanos)));
    }

    private static List<String> lines(List<Figure> before, List<Figure> after) {
        return new Comparison(before, after).lines();
    }

    @Test
    void comparesARoadWithItselfOnly() {
        List<Figure> before = List.of(put("tcp", 100), put("unix", 200), put("tls", 300));
        List<Figure> after = List.of(put("tcp", 100), put("unix", 200), put("tls", 450));

        assertThat(lines(before, before))
                .containsExactly("0 slower, 0 faster, 3 within noise, 0 in one of the two only");
        assertThat(lines(before, after))
                .containsExactly(
                        "slower  tls put.ndwire 1 KiB, warm: 300 ns → 450 ns, +50 %",
                        "1 slower, 0 faster, 2 within noise, 0 in one of the two only");
    }

    @Test
    void findsNoChangeFromResultsThatAreKeptToThemselves() throws IOException {
        try (Stream<Path> folders = Files.list(Python.root().resolve("benchmarks/results"))) {
            for (Path folder : folders.toList()) {
                List<Figure> figures = Figures.read(folder);

                assertThat(lines(figures, figures))
                        .as(folder.toString())
                        .containsExactly(
                                "0 slower, 0 faster, " + figures.size() + " within noise, 0 in one of the two only");
            }
        }
    }
}
