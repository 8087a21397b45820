package dev.ndwire.benchmarks.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.benchmarks.TerminalLine;
import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.benchmarks.measure.Pace;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.benchmarks.measure.Run;
import dev.ndwire.benchmarks.measure.Sizes;
import dev.ndwire.benchmarks.measure.Suite;
import dev.ndwire.cli.rig.Spread;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a suite that fails leaves of the others.
class SuiteRunnerTest {
    private static final TerminalLine NOWHERE =
            new TerminalLine(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), false);

    private interface Measuring {
        void measure(Run run) throws Exception;
    }

    private record Asking(String label, Measuring measuring) implements Suite {
        @Override
        public String title() {
            return label;
        }

        @Override
        public boolean needsPython(Plan plan) {
            return false;
        }

        @Override
        public Sizes sizes() {
            return Sizes.ANY;
        }

        @Override
        public long requiredBytes(Plan plan) {
            return 0;
        }

        @Override
        public double expectedSeconds(Plan plan) {
            return 1;
        }

        @Override
        public void measure(Run run) throws Exception {
            measuring.measure(run);
        }
    }

    private static void find(Run run, String suite) {
        run.findings().add(Figure.time(suite, "put", "ndwire", Role.OURS, Map.of(), Spread.of(List.of(1.0, 2.0, 3.0))));
    }

    private static List<String> keys(Path folder) throws IOException {
        return Figures.read(folder).stream().map(Figure::key).toList();
    }

    private static void run(Path folder, Suite... suites) throws IOException {
        new SuiteRunner(Plan.of(List.of(suites), Pace.SMOKE), NOWHERE).run(new Results(folder), "A day.");
    }

    @Test
    void writesWhatASuiteFoundBeforeTheNextBegins(@TempDir Path folder) throws IOException {
        run(
                folder,
                new Asking("tcp", run -> find(run, "tcp")),
                new Asking("unix", unused -> assertThat(keys(folder)).containsExactly("tcp put.ndwire")),
                new Asking("tls", run -> find(run, "tls")));

        assertThat(keys(folder)).containsExactly("tcp put.ndwire", "tls put.ndwire");
        assertThat(folder.resolve("report.md")).content().contains("\nA day.\n").doesNotContain("Not all was measured");
    }

    @Test
    void keepsWhatWasMeasuredBeforeASuiteFailed(@TempDir Path folder) throws IOException {
        Suite first = new Asking("tcp", run -> find(run, "tcp"));
        Suite failing = new Asking("unix", run -> {
            find(run, "unix");
            throw new NoSuchFileException("gone.sock");
        });
        Suite never = new Asking("tls", run -> find(run, "tls"));

        assertThatThrownBy(() -> run(folder, first, failing, never))
                .isInstanceOf(IOException.class)
                .hasMessage("suite unix failed: NoSuchFileException: gone.sock; what was measured before is in '"
                        + folder + "'");
        assertThat(keys(folder)).containsExactly("tcp put.ndwire", "unix put.ndwire");
        assertThat(folder.resolve("report.md"))
                .content()
                .contains("\nA day.\n\nNot all was measured: suite unix failed: NoSuchFileException: gone.sock.\n")
                .contains("| `put.ndwire` |");
    }

    @Test
    void leavesNoFolderWhereNothingWasMeasured(@TempDir Path parent) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("results"));
        Suite failing = new Asking("unix", unused -> {
            throw new OutOfMemoryError("Java heap space");
        });

        assertThatThrownBy(() -> run(folder, failing))
                .isInstanceOf(IOException.class)
                .hasMessage("suite unix failed: Java heap space");
        assertThat(folder).doesNotExist();
    }

    @Test
    void reportsThatThereWasNothingToMeasure(@TempDir Path folder) throws IOException {
        run(folder);

        assertThat(folder.resolve("report.md")).content().endsWith("Nowhere in this run.\n");
    }
}
