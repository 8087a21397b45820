package dev.ndwire.cli.demo;

import dev.ndwire.cli.rig.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Arrays that went there and back by the product and, in turns with it, over the raw socket.
public final class Pairs {
    private final List<Long> productNanos = new ArrayList<>();
    private final List<Long> rawNanos = new ArrayList<>();

    Pairs() {}

    void add(long product, long raw) {
        productNanos.add(product);
        rawNanos.add(raw);
    }

    /// The product's time there and back.
    ///
    /// @return seconds
    public Spread productSeconds() {
        return seconds(productNanos);
    }

    /// The raw socket's time there and back.
    ///
    /// @return seconds
    public Spread rawSeconds() {
        return seconds(rawNanos);
    }

    private static Spread seconds(List<Long> nanos) {
        return Spread.of(nanos.stream().mapToDouble(one -> one / 1e9));
    }

    /// The product's share of the raw socket's speed, each transfer beside the one that it took turns with.
    ///
    /// @return 1 for the same speed
    public Spread share() {
        return Spread.of(
                IntStream.range(0, rawNanos.size()).mapToDouble(i -> (double) rawNanos.get(i) / productNanos.get(i)));
    }
}
