package dev.ndwire.benchmarks.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What processes use.
class SpentTest {
    private static volatile byte[] kept = {};

    @Test
    void countsWhatAnyThreadAllocates() throws Exception {
        Spent.here();
        Spent before = Spent.here();
        Thread other = new Thread(() -> kept = new byte[5 << 20]);
        other.start();
        other.join();
        Thread virtual = Thread.ofVirtual().start(() -> kept = new byte[3 << 20]);
        virtual.join();

        Spent spent = Spent.here().since(before);

        assertThat(kept).isNotEmpty();
        assertThat(spent.allocatedBytes()).isBetween(8L << 20, 9L << 20);
        assertThat(spent.nanos()).isPositive();
        assertThat(Spent.of(spent.numbers())).isEqualTo(spent);
    }

    @Test
    void countingAllocatesNextToNothing() {
        for (int i = 0; i < 100; i++) {
            Spent.here();
        }
        Spent before = Spent.here();

        assertThat(Spent.here().since(before).allocatedBytes()).isLessThan(4096);
    }

    @Test
    void takesOffWhatAskingAllocates() {
        Work first = new Work(new Spent(10, 1000), new Spent(20, 5000));
        Work before = new Work(new Spent(11, 1100), new Spent(21, 5500));
        Work after = new Work(new Spent(15, 1250), new Spent(27, 5900));

        Work work = after.since(before).without(before.since(first));

        assertThat(work).isEqualTo(new Work(new Spent(4, 50), new Spent(6, 0)));
        assertThat(work.allocatedBytes()).isEqualTo(50);
    }

    @Test
    void ofPythonsNothingIsCounted() {
        Spent python = Spent.of(List.of(9L, -1L));
        Spent jvm = new Spent(5, 700);

        assertThat(python.since(Spent.ofPython(4)).without(python)).isEqualTo(Spent.ofPython(5));
        assertThat(new Work(jvm, python).allocatedBytes()).isEqualTo(700);
        assertThat(new Work(python, jvm).allocatedBytes()).isEqualTo(700);
        assertThat(new Work(python, python).allocatedBytes()).isNegative();
    }

    @Test
    void takesOffNoMoreThanTheCheaperOfTwoQuestions() {
        Work cheap = new Work(new Spent(1, 100), new Spent(1, 5_000));
        Work dear = new Work(new Spent(1, 16_000), new Spent(1, 300));

        Work asking = cheap.orLess(dear);

        assertThat(asking.sender().allocatedBytes()).isEqualTo(100);
        assertThat(asking.receiver().allocatedBytes()).isEqualTo(300);
        assertThat(new Work(new Spent(9, 1_100), new Spent(9, 1_300))
                        .without(asking)
                        .allocatedBytes())
                .isEqualTo(2_000);
    }
}
