package dev.ndwire.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Whether there is a Python that has what our scripts import.
class PythonTest {
    private static final Path SHELL = Path.of("/bin/sh");

    @Test
    void complainsInOneLineOfWhatIsNoPython() throws IOException {
        assumeThat(Files.exists(SHELL)).as("a shell").isTrue();

        assertThat(Python.complaint(SHELL))
                .startsWith("'/bin/sh' does not fit (")
                .hasLineCount(1);
    }

    @Test
    void complainsOfWhatCannotBeRun() throws IOException {
        assertThat(Python.complaint(Path.of("nope", "python")))
                .isEqualTo("'" + Path.of("nope", "python") + "' cannot be run");
    }

    @Test
    void hasNothingAgainstTheOneThatTheTestsUse() throws IOException {
        assumeThat(Python.isThere()).as("a Python to compare with").isTrue();

        assertThat(Python.complaint()).isEmpty();
    }
}
