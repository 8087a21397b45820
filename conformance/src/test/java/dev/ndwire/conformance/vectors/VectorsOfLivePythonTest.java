package dev.ndwire.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsOfLivePythonTest {
    @Test
    void theCommittedVectorsAreWhatThePinnedPythonWrites(@TempDir Path anew) {
        var environment = LivePython.environment();
        var script = LivePython.SCRIPTS.resolveSibling("vectors").resolve("check_vectors.py");
        var arguments = List.of(LivePython.VECTORS.toString(), anew.toString());
        try (var process = environment.start(script, arguments)) {
            assertThat(process.awaitEnd())
                    .as(process::standardError)
                    .isEqualTo(new PythonProcess.End(0, List.of("the vectors are what this Python writes")));
        }
    }
}
