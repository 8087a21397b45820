package dev.ndwire.conformance.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Asks one candidate for its version.
final class PythonProbe {
    private static final int OLDEST_MINOR = 11;
    private static final String QUESTION =
            "import sys; print(sys.executable); print('.'.join(map(str, sys.version_info[:3])))";

    private PythonProbe() {}

    static PythonSearch ask(String candidate) {
        try {
            var process = new ProcessBuilder(candidate, "-c", QUESTION)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            var lines = answer.lines().toList();
            if (exitCode != 0 || lines.size() != 2) {
                return new PythonSearch.Missing(candidate + " ended with exit code " + exitCode);
            }
            return judged(candidate, lines.get(0), lines.get(1));
        } catch (IOException e) {
            return new PythonSearch.Missing(candidate + " cannot be run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + candidate + " told its version", e);
        }
    }

    static PythonSearch judged(String candidate, String executable, String version) {
        var numbers = version.split("\\.", -1);
        boolean newEnough = numbers[0].equals("3") && Integer.parseInt(numbers[1]) >= OLDEST_MINOR;
        return newEnough
                ? new PythonSearch.Found(Path.of(executable), version)
                : new PythonSearch.Missing(candidate + " is " + version);
    }
}
