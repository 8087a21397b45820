package dev.ndwire.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.cli.rig.Spread;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void medianIsInTheMiddle() {
        assertThat(Spread.of(DoubleStream.of(5, 1, 2))).isEqualTo(new Spread(1, 2, 5));
        assertThat(Spread.of(DoubleStream.of(4, 1, 2, 10))).isEqualTo(new Spread(1, 3, 10));
    }

    @Test
    void leastTimeIsMostSpeed() {
        assertThat(new Spread(1, 2, 4).speedOf(8)).isEqualTo(new Spread(2, 4, 8));
    }

    @Test
    void shareComparesTransfersThatTookTurns() {
        Pairs pairs = new Pairs();
        pairs.add(2_000_000_000, 1_000_000_000);
        pairs.add(1_000_000_000, 1_000_000_000);
        pairs.add(4_000_000_000L, 1_000_000_000);

        assertThat(pairs.share()).isEqualTo(new Spread(0.25, 0.5, 1));
        assertThat(pairs.productSeconds()).isEqualTo(new Spread(1, 2, 4));
        assertThat(pairs.rawSeconds()).isEqualTo(new Spread(1, 1, 1));
    }
}
