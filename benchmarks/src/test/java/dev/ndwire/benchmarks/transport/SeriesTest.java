package dev.ndwire.benchmarks.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.benchmarks.measure.Pace;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which sizes a series has, and how often.
class SeriesTest {
    private static final long GIB = 1L << 30;
    private static final Plan FULL = plan(List.of(), 0);

    private final List<String> leftOut = new ArrayList<>();

    private static Plan plan(List<Long> sizes, int rounds) {
        return new Plan(List.of(TransportSuite.SERIES), Pace.FULL, Set.of(Role.Kind.values()), sizes, rounds, true);
    }

    private List<Long> sizes(Plan plan, Road road, long freeBytes, long budgetBytes) {
        return Series.sizes(plan, road, freeBytes, budgetBytes, leftOut::add);
    }

    @Test
    void reachesFourGibibytesWhereThereIsMemory() {
        assertThat(sizes(FULL, Road.TCP, 39 * GIB, 8 * GIB))
                .startsWith(1L << 10)
                .endsWith(GIB, 4 * GIB);
        assertThat(sizes(FULL, Road.TLS, 19 * GIB, 8 * GIB)).endsWith(GIB, 4 * GIB);
        assertThat(leftOut).isEmpty();
    }

    @Test
    void leavesOutWhatThereIsNoMemoryForAndSaysSo() {
        assertThat(sizes(FULL, Road.TCP, 24 * GIB, 8 * GIB)).endsWith(64L << 20, GIB);
        assertThat(sizes(FULL, Road.UNIX, 6 * GIB, 8 * GIB)).endsWith(4L << 20, 64L << 20);
        assertThat(sizes(FULL, Road.TLS, 19 * GIB, 7 * GIB)).endsWith(64L << 20, GIB);
        assertThat(leftOut)
                .containsExactly(
                        "Arrays from 4 GiB on are not measured over TCP: they need 39 GiB of memory in all processes,"
                                + " 24 GiB are free.",
                        "Arrays from 1 GiB on are not measured over Unix sockets: they need 7 GiB of memory in all"
                                + " processes, 6 GiB are free.",
                        "Arrays from 4 GiB on are not measured over TLS: they exceed half of the memory budget, 7 GiB"
                                + " (NDWIRE_MEMORY).");
    }

    @Test
    void leavesOutWhatDoesNotFitIntoSharedMemoryAndSaysSo() {
        Room shared = new Room("'/shared'", 2 * GIB);

        assertThat(Series.fitting(List.of(1L << 10, GIB, 4 * GIB), shared, leftOut::add))
                .containsExactly(1L << 10, GIB);
        assertThat(leftOut)
                .containsExactly(
                        "Arrays of 4 GiB are not measured over shared memory: two do not fit into the 2 GiB that"
                                + " '/shared' has.");
    }

    @Test
    void hasTheSizesThatWereAskedFor() {
        assertThat(sizes(plan(List.of(8 * GIB, 1L << 10), 0), Road.TCP, 0, 0)).containsExactly(8 * GIB, 1L << 10);
        assertThat(leftOut).isEmpty();
    }

    @Test
    void measuresSmallOnesMoreOftenAndTheLargestLess() {
        assertThat(Series.rounds(FULL, 1 << 10)).isEqualTo(180);
        assertThat(Series.rounds(FULL, 4 << 20)).isEqualTo(36);
        assertThat(Series.rounds(FULL, GIB)).isEqualTo(9);
        assertThat(Series.rounds(FULL, 4 * GIB)).isEqualTo(5);
        assertThat(Series.rounds(plan(List.of(), 3), 4 * GIB)).isEqualTo(3);
        assertThat(Series.rounds(plan(List.of(), 21), 4 * GIB)).isEqualTo(21);
    }
}
