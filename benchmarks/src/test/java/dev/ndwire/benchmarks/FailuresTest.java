package dev.ndwire.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/// One line, whatever failed.
class FailuresTest {
    @Test
    void leavesSentencesAlone() {
        assertThat(Failures.line(new IOException("no results in 'here'"))).isEqualTo("no results in 'here'");
        assertThat(Failures.line(new FileSystemException("a/b", null, "No space left on device")))
                .isEqualTo("a/b: No space left on device");
    }

    @Test
    void takesTheFirstOfSeveralLines() {
        assertThat(Failures.line(new IOException("\n  it broke here\n\tat once\n")))
                .isEqualTo("it broke here");
    }

    @Test
    void namesTheClassWhereTheMessageSaysNothing() {
        assertThat(Failures.line(new IllegalStateException())).isEqualTo("IllegalStateException");
        assertThat(Failures.line(new IllegalStateException(" \n"))).isEqualTo("IllegalStateException");
        assertThat(Failures.line(new IndexOutOfBoundsException("7"))).isEqualTo("IndexOutOfBoundsException: 7");
        assertThat(Failures.line(new NoSuchFileException("a/b"))).isEqualTo("NoSuchFileException: a/b");
        assertThat(Failures.line(new AccessDeniedException("a folder/b")))
                .isEqualTo("AccessDeniedException: a folder/b");
    }
}
