package dev.ndwire.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.cli.rig.AvailableMemory;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FreeMemoryTest {
    private static final long GIB = 1L << 30;

    @Test
    void refusesWhatDoesNotFitTwice() {
        assertThatThrownBy(() -> FreeMemory.require(2 * GIB, 4 * GIB, 8 * GIB))
                .isInstanceOf(IOException.class)
                .hasMessage("two JVMs with an array of 2 GiB each need 4.3 GiB of memory, 4 GiB are free: a smaller"
                        + " --size is allowed");
    }

    @Test
    void refusesWhatTheBudgetDoesNotAllow() {
        assertThatThrownBy(() -> FreeMemory.require(1L << 62, Long.MAX_VALUE, GIB))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("an array of 4194304 TiB exceeds the memory budget, 1 GiB (NDWIRE_MEMORY)");
    }

    @Test
    void takesWhatFits() throws IOException {
        assertThatCode(() -> FreeMemory.require(GIB, 3 * GIB, GIB)).doesNotThrowAnyException();
        assertThat(AvailableMemory.bytes()).isPositive();
    }
}
