package dev.ndwire.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of a run.
class FindingsTest {
    @Test
    void notesAreReadAsTheyWereWritten(@TempDir Path folder) throws IOException {
        Findings findings = new Findings();
        findings.add(new Note("shm", "Something is not measured."));
        findings.write(folder);

        assertThat(Findings.read(folder).notes()).containsExactly(new Note("shm", "Something is not measured."));
        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void filesFromBeforeThereWereNotesHaveNone(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve(Findings.FILE), "{\"figures\": [], \"sheets\": []}");

        assertThat(Findings.read(folder)).isEqualTo(new Findings.Content(List.of(), List.of(), List.of()));
    }
}
