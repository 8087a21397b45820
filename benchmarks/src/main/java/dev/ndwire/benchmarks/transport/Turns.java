package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.Units;
import dev.ndwire.benchmarks.measure.Pace;
import dev.ndwire.benchmarks.measure.Progress;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.cli.rig.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;

/// Several ways that take turns, so that a busy machine is busy for each of them. Each is the first in as many rounds
/// as
/// the others, and follows one neighbour in one round and the other in the next: what a rival leaves in the caches does
/// not always meet the same.
///
/// Timed is from the first byte out to the answer that all is there. Every transfer has other numbers, and all of them
/// are checked where they came.
final class Turns {
    private static final long SEED = 6;
    private static final double KIBIBYTE = 1 << 10;

    // Of what is sent to have code compiled.
    private static final long FIRST_BYTES = 64 << 10;
    private static final long FIRST_LARGE_BYTES = 16 << 20;

    private final List<Way> ways;
    private final Progress progress;
    private final SplittableRandom seeds = new SplittableRandom(SEED);

    /// Prepares.
    ///
    /// @param ways what takes turns
    /// @param progress is told of each round
    Turns(List<Way> ways, Progress progress) {
        this.ways = ways;
        this.progress = progress;
    }

    /// What one transfer took.
    ///
    /// @param nanos from the first byte out to the answer
    /// @param work of both processes meanwhile
    record Transfer(long nanos, Work work) {}

    /// What one way took.
    ///
    /// @param name of the way
    /// @param kind of the way
    /// @param transfers one of each round
    record Times(String name, Role.Kind kind, List<Transfer> transfers) {
        /// Nanoseconds of each round.
        List<Double> nanos() {
            return transfers.stream().map(one -> (double) one.nanos()).toList();
        }

        /// Milliseconds of processor time of the sender.
        Spread senderMillis() {
            return millis(one -> one.work().sender().nanos());
        }

        /// Milliseconds of processor time of the receiver.
        Spread receiverMillis() {
            return millis(one -> one.work().receiver().nanos());
        }

        /// Kibibytes that the sender allocated; empty where that is not counted.
        String senderKibibytes() {
            return kibibytes(one -> one.work().sender());
        }

        /// Kibibytes that the receiver allocated; empty where that is not counted.
        String receiverKibibytes() {
            return kibibytes(one -> one.work().receiver());
        }

        private String kibibytes(Function<Transfer, Spent> of) {
            double bytes = median(one -> of.apply(one).allocatedBytes());
            return bytes < 0 ? "" : Units.digits(bytes / KIBIBYTE);
        }

        /// Bytes that both allocated, in the middle one of all rounds; negative where that is not counted.
        double allocatedBytes() {
            return median(one -> one.work().allocatedBytes());
        }

        private double median(ToDoubleFunction<Transfer> value) {
            return Spread.of(transfers.stream().mapToDouble(value)).median();
        }

        private Spread millis(ToDoubleFunction<Transfer> nanos) {
            return Spread.of(transfers.stream().mapToDouble(nanos).map(one -> one / 1e6));
        }
    }

    /// Has everything compiled, by small numbers and then by larger ones.
    ///
    /// @param pace how many
    /// @param largest the most bytes that there is room for
    /// @param form makes numbers of so many bytes
    void warmUp(Pace pace, long largest, LongFunction<Numbers> form) throws Exception {
        try (Numbers small = form.apply(FIRST_BYTES);
                Numbers large = form.apply(Math.clamp(largest, FIRST_BYTES, FIRST_LARGE_BYTES))) {
            warmUp(small, pace.firstRounds());
            warmUp(large, pace.firstLargeRounds());
        }
    }

    /// Has everything compiled.
    ///
    /// @param numbers small ones
    /// @param rounds how many
    void warmUp(Numbers numbers, int rounds) throws Exception {
        List<Way> own = ways.stream().filter(Way::isToBeWarmedUp).toList();
        new Turns(own, progress).run("warming up", numbers, rounds, false);
    }

    /// Measures.
    ///
    /// @param what is measured, for the progress
    /// @param numbers what is sent
    /// @param rounds how often by each way
    /// @param isFresh whether the receiver gives all idle memory back before each transfer
    List<Times> run(String what, Numbers numbers, int rounds, boolean isFresh) throws Exception {
        List<Times> times = new ArrayList<>();
        for (Way way : ways) {
            way.prepare(numbers);
            times.add(new Times(way.name(), way.kind(), new ArrayList<>()));
        }
        if (!isFresh) {
            // So that each finds memory that fits.
            for (Way way : ways) {
                transfer(way, false);
            }
        }
        for (int round = 0; round < rounds; round++) {
            progress.round(what, round, rounds);
            for (int turn = 0; turn < ways.size(); turn++) {
                int at = at(round, turn);
                times.get(at).transfers().add(transfer(ways.get(at), isFresh));
            }
        }
        progress.clear();
        return times;
    }

    private int at(int round, int turn) {
        int place = round % 2 == 0 ? turn : ways.size() - 1 - turn;
        return (round / 2 + place) % ways.size();
    }

    private Transfer transfer(Way way, boolean isFresh) throws Exception {
        long seed = seeds.nextInt();
        way.fill(seed);
        if (isFresh) {
            way.trim();
        }
        Work first = way.work();
        Work second = way.work();
        Work before = way.work();
        // A question may meet what is made once in a while, and would take that off what is measured.
        Work asking = second.since(first).orLess(before.since(second));
        long start = System.nanoTime();
        way.move();
        long nanos = System.nanoTime() - start;
        Work work = way.work().since(before).without(asking);
        long difference = way.check(seed);
        if (difference >= 0) {
            throw new IOException(way.name() + ": what came differs from byte " + difference + " on");
        }
        way.drop();
        return new Transfer(nanos, work);
    }
}
