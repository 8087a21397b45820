package dev.ndwire.benchmarks.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which arrays are handed over.
class HandingOverTest {
    private static final long GIB = 1L << 30;

    private final List<String> leftOut = new ArrayList<>();

    private List<Long> sizes(long usual, long roomByteSize) {
        return HandingOver.sizes(usual, new Room("'shm'", roomByteSize), leftOut::add);
    }

    @Test
    void areOfThreeSizesWhereThereIsRoom() {
        assertThat(sizes(GIB, 9 * GIB)).containsExactly(1L << 10, GIB / 16, 4 * GIB);
        assertThat(sizes(16 << 10, GIB)).containsExactly(1L << 10, 64L << 10);
        assertThat(leftOut).isEmpty();
    }

    @Test
    void tellWhichThereIsNoRoomFor() {
        assertThat(sizes(GIB, 6 * GIB)).containsExactly(1L << 10, GIB / 16);
        assertThat(leftOut)
                .containsExactly(
                        "Arrays of 4 GiB are not handed over, since two do not fit into the 6 GiB that 'shm' has.");
    }
}
