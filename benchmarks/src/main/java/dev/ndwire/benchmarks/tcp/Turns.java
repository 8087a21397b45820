package dev.ndwire.benchmarks.tcp;

import dev.ndwire.cli.rig.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Several ways to one process that take turns, so that a busy machine is busy for each of them.
///
/// Timed is from the first byte out to the answer that all is there. Every transfer has other numbers, and all of them
/// are checked where they came.
final class Turns {
    private static final long SEED = 6;
    private static final long FIRST_BYTES = 64 << 10;

    private final Peer peer;
    private final List<Way> ways;
    private final int firstRounds;
    private final SplittableRandom seeds = new SplittableRandom(SEED);

    /// Prepares.
    ///
    /// @param peer the other process
    /// @param ways to it
    /// @param firstRounds how many small tables go each way in [#warmUp]
    Turns(Peer peer, List<Way> ways, int firstRounds) {
        this.peer = peer;
        this.ways = ways;
        this.firstRounds = firstRounds;
    }

    /// What one way took.
    ///
    /// @param name of the way
    /// @param nanos of each round
    record Times(String name, List<Long> nanos) {
        /// Milliseconds.
        Spread millis() {
            return Spread.of(nanos.stream().mapToDouble(one -> one / 1e6));
        }

        /// How many times the speed of another way this one has, each transfer beside that of the same round.
        Spread speedBeside(Times other) {
            return Spread.of(
                    IntStream.range(0, nanos.size()).mapToDouble(i -> (double) other.nanos.get(i) / nanos.get(i)));
        }
    }

    /// Has everything compiled, by small tables.
    void warmUp() throws Exception {
        try (Numbers numbers = Numbers.of(FIRST_BYTES, 1)) {
            run(numbers, firstRounds, false);
        }
    }

    /// Measures.
    ///
    /// @param numbers what is sent
    /// @param rounds how often by each way
    /// @param isFresh whether the other process gives all idle memory back before each transfer
    List<Times> run(Numbers numbers, int rounds, boolean isFresh) throws Exception {
        List<Times> times = new ArrayList<>();
        for (Way way : ways) {
            way.prepare(numbers);
            times.add(new Times(way.name(), new ArrayList<>()));
        }
        if (!isFresh) {
            // So that each finds memory that fits.
            for (Way way : ways) {
                transfer(way, numbers, false);
            }
        }
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < ways.size(); turn++) {
                int at = (round + turn) % ways.size();
                times.get(at).nanos().add(transfer(ways.get(at), numbers, isFresh));
            }
        }
        return times;
    }

    private long transfer(Way way, Numbers numbers, boolean isFresh) throws Exception {
        long seed = seeds.nextInt();
        numbers.fill(seed);
        way.fill(seed);
        if (isFresh) {
            peer.trim();
        }
        long start = System.nanoTime();
        way.send();
        long nanos = System.nanoTime() - start;
        long difference = peer.check(seed, numbers.byteSize());
        if (difference >= 0) {
            throw new IOException(way.name() + ": what came differs from byte " + difference + " on");
        }
        way.drop();
        return nanos;
    }
}
