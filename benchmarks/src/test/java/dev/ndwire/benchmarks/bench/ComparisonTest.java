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

    private static List<Figure> peak(double mebibytes) {
        return List.of(Figure.memory("memory", "put", "ndwire", Role.OURS, Map.of(), mebibytes * (1 << 20)));
    }

    @Test
    void comparesPeaksByBytesAndShare() {
        String same = "0 slower, 0 faster, 1 within noise, 0 in one of the two only";
        String none = "0 slower, 0 faster, 0 within noise, 0 in one of the two only";

        assertThat(lines(peak(100), peak(115))).containsExactly(same);
        assertThat(lines(peak(100), peak(116))).containsExactly("more    memory put.ndwire: 100 MiB → 116 MiB", none);
        assertThat(lines(peak(4000), peak(4199))).containsExactly(same);
        assertThat(lines(peak(4200), peak(3980)))
                .containsExactly("less    memory put.ndwire: 4200 MiB → 3980 MiB", none);
        assertThat(lines(peak(0), peak(15))).containsExactly(same);
        assertThat(lines(peak(-2), peak(2))).containsExactly(same);
        assertThat(lines(peak(-2), peak(14))).containsExactly("more    memory put.ndwire: -2.00 MiB → 14.0 MiB", none);
    }

    @Test
    void tellsAHigherPeakByItsExitCode() {
        assertThat(new Comparison(peak(100), peak(116)).hasWorse()).isTrue();
        assertThat(new Comparison(peak(116), peak(100)).hasWorse()).isFalse();
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
