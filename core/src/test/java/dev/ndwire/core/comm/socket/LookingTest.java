package dev.ndwire.core.comm.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When to look before waiting, with clocks that begin anywhere, as that of the JVM does.
class LookingTest {
    private static final long LONG = Looking.QUICK_NANOS;

    @Test
    void looksAfterAShortWaitOnly() {
        Looking looking = new Looking();
        assertThat(looking.isWorthIt(5)).isFalse();
        looking.waited(Looking.QUICK_NANOS - 1);
        assertThat(looking.isWorthIt(5)).isTrue();
        looking.waited(Looking.QUICK_NANOS);
        assertThat(looking.isWorthIt(5)).isFalse();
        looking.waited(0);
        looking.rest();
        assertThat(looking.isWorthIt(5)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1_000_000, Long.MAX_VALUE - 1_000_000, Long.MIN_VALUE})
    void pausesWhereOthersTakeTheProcessor(long start) {
        Looking looking = new Looking();
        looking.waited(0);
        looking.yielded(LONG - 1, start);
        assertThat(looking.isWorthIt(start)).isTrue();
        looking.yielded(LONG, start);
        assertThat(looking.isWorthIt(start)).isFalse();
        assertThat(looking.isWorthIt(start + Looking.FIRST_PAUSE_NANOS - 1)).isFalse();
        assertThat(looking.isWorthIt(start + Looking.FIRST_PAUSE_NANOS)).isTrue();
    }

    @Test
    void pausesTwiceAsLongEachTimeThatItSoonHappensAgain() {
        Looking looking = new Looking();
        looking.waited(0);
        long now = 0;
        for (long pause = Looking.FIRST_PAUSE_NANOS; pause < Looking.LAST_PAUSE_NANOS; pause *= 2) {
            looking.yielded(LONG, now);
            assertThat(looking.isWorthIt(now + pause - 1)).isFalse();
            assertThat(looking.isWorthIt(now + pause)).isTrue();
            now += pause + pause - 1;
        }
        for (int more = 0; more < 2; more++) {
            looking.yielded(LONG, now);
            assertThat(looking.isWorthIt(now + Looking.LAST_PAUSE_NANOS - 1)).isFalse();
            now += Looking.LAST_PAUSE_NANOS;
            assertThat(looking.isWorthIt(now)).isTrue();
        }
        now += Looking.LAST_PAUSE_NANOS;
        looking.yielded(LONG, now);
        assertThat(looking.isWorthIt(now + Looking.FIRST_PAUSE_NANOS)).isTrue();
    }
}
