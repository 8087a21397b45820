package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AutomaticMemoryTest {
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    private final AutomaticMemory memory = new AutomaticMemory(() -> 64 * MIB);

    @Test
    void isWorthACollectionOnceItHasGrownByHalfAGibibyte() {
        memory.add(512 * MIB - 1);
        assertThat(memory.isCollectionDue()).isFalse();
        memory.add(1);
        assertThat(memory.isCollectionDue()).isTrue();
    }

    @Test
    void isWorthTheNextOnceItHasGrownAgainSinceWhatWasFreed() {
        memory.add(512 * MIB);
        memory.collected(0);
        assertThat(memory.isCollectionDue()).isFalse();
        memory.add(-412 * MIB);
        memory.add(511 * MIB);
        assertThat(memory.isCollectionDue()).isFalse();
        memory.add(MIB);
        assertThat(memory.isCollectionDue()).isTrue();
    }

    @Test
    void growsByWhatWasLeftBeforeItIsWorthAnother() {
        memory.add(3 * GIB);
        memory.collected(0);
        memory.add(3 * GIB - 1);
        assertThat(memory.isCollectionDue()).isFalse();
        memory.add(1);
        assertThat(memory.isCollectionDue()).isTrue();
    }

    @Test
    void isCollectedSixTimesUntilSixteenGibibytesWhereNothingCanBeFreed() {
        int collections = 0;
        for (int i = 0; i < 16 * 1024; i++) {
            memory.add(MIB);
            if (memory.isCollectionDue()) {
                memory.collected(0);
                collections++;
            }
        }
        assertThat(collections).isEqualTo(6);
    }

    @Test
    void growsByMoreWhereCollectionsTakeLong() {
        memory.add(512 * MIB);
        memory.collected(100);
        memory.add(-512 * MIB);
        memory.add(3200 * MIB - 1);
        assertThat(memory.isCollectionDue()).isFalse();
        memory.add(1);
        assertThat(memory.isCollectionDue()).isTrue();
        memory.collected(5);
        memory.add(-3200 * MIB);
        memory.add(512 * MIB);
        assertThat(memory.isCollectionDue()).isTrue();
    }

    @Test
    void guessesTheFirstCollectionByTheHeapInUse() {
        AutomaticMemory besideAHeap = new AutomaticMemory(() -> GIB);
        besideAHeap.add(8 * GIB - 1);
        assertThat(besideAHeap.isCollectionDue()).isFalse();
        besideAHeap.add(1);
        assertThat(besideAHeap.isCollectionDue()).isTrue();
    }
}
