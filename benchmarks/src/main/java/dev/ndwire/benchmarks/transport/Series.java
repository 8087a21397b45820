package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.benchmarks.transport.Turns.Times;
import dev.ndwire.cli.rig.AvailableMemory;
import dev.ndwire.core.memory.ByteSizes;
import dev.ndwire.core.memory.MemoryBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// How the time grows with the size on each road, into warm memory: ours and the floor, on TCP the rivals too.
final class Series {
    // Small ones are measured more often, up to as many times.
    private static final long MORE_OFTEN = 20;
    private static final long MORE_OFTEN_BELOW_BYTES = 16L << 20;

    // Of those that take seconds each: fewer could not tell a change from chance.
    private static final int FEW_ROUNDS = 5;
    private static final long LARGEST_OFTEN_BYTES = 1L << 30;

    private final Road road;
    private final List<Long> sizes;
    private final long largest;
    private final Seen seen;

    private Series(Road road, List<Long> sizes, Seen seen) {
        this.road = road;
        this.sizes = sizes;
        this.largest = sizes.stream().mapToLong(Long::longValue).max().orElseThrow();
        this.seen = seen;
    }

    static void measure(Seen seen, Scratch scratch) throws Exception {
        // Asked before this process keeps some of it for the next array.
        long freeBytes = AvailableMemory.bytes();
        long budgetBytes = MemoryBudget.standard().limitBytes();
        Room shared = Room.ofSharedMemory();
        for (Road road : Road.values()) {
            List<Long> sizes = sizes(seen.run().plan(), road, freeBytes, budgetBytes, seen::leftOut);
            if (road == Road.SHM) {
                sizes = fitting(sizes, shared, seen::leftOut);
            }
            if (!sizes.isEmpty()) {
                new Series(road, sizes, seen).measure(scratch);
            }
        }
    }

    /// The sizes of a plan that there is memory for: what was asked for was checked before anything ran.
    ///
    /// @param road that they take, with all who do
    /// @param freeBytes the memory that the machine can give
    /// @param budgetBytes the memory that this process may hold in arrays
    /// @param leftOut is told from which size on there is too little, a sentence
    static List<Long> sizes(Plan plan, Road road, long freeBytes, long budgetBytes, Consumer<String> leftOut) {
        if (!plan.chosenSizes().isEmpty()) {
            return plan.chosenSizes();
        }
        List<Long> sizes = new ArrayList<>();
        for (long byteSize : plan.series()) {
            long needed = alike(road).requiredBytes(plan, byteSize);
            String lack = "";
            if (needed > freeBytes) {
                lack = "they need " + ByteSizes.format(needed) + " of memory in all processes, "
                        + ByteSizes.format(freeBytes) + " are free";
            } else if (2 * byteSize > budgetBytes) {
                lack = "they exceed half of the memory budget, " + ByteSizes.format(budgetBytes) + " (NDWIRE_MEMORY)";
            }
            if (!lack.isEmpty()) {
                leftOut.accept("Arrays from " + ByteSizes.format(byteSize) + " on are not measured over " + road.title()
                        + ": " + lack + ".");
                break;
            }
            sizes.add(byteSize);
        }
        return sizes;
    }

    /// The sizes of which two fit into shared memory: one that is handed over, and one that is kept for the next.
    ///
    /// @param leftOut is told of the others, a sentence
    static List<Long> fitting(List<Long> sizes, Room shared, Consumer<String> leftOut) {
        List<Long> fitting = new ArrayList<>();
        for (long byteSize : sizes) {
            if (byteSize <= shared.byteSize() / 2) {
                fitting.add(byteSize);
            } else {
                leftOut.accept("Arrays of " + ByteSizes.format(byteSize) + " are not measured over " + Road.SHM.title()
                        + ": two do not fit into " + shared + ".");
            }
        }
        return fitting;
    }

    // The suite that has as many copies.
    private static TransportSuite alike(Road road) {
        return switch (road) {
            case TCP -> TransportSuite.TCP;
            case UNIX -> TransportSuite.UNIX;
            case TLS -> TransportSuite.TLS;
            case SHM -> TransportSuite.SHM;
        };
    }

    /// How often a size is measured.
    static int rounds(Plan plan, long byteSize) {
        if (byteSize > LARGEST_OFTEN_BYTES && plan.chosenRounds() == 0) {
            return Math.min(plan.rounds(), FEW_ROUNDS);
        }
        long more = Math.max(1, Math.min(MORE_OFTEN, MORE_OFTEN_BELOW_BYTES / byteSize));
        return Math.toIntExact(plan.rounds() * more);
    }

    private void measure(Scratch scratch) throws Exception {
        Plan plan = seen.run().plan();
        long idleBytes = 2 * largest;
        boolean hasRivals = road == Road.TCP && plan.has(Role.Kind.RIVAL);
        try (Second jvm =
                hasRivals ? Second.jvmWithFlight(scratch, idleBytes, largest) : Second.jvm(scratch, idleBytes, "64m")) {
            try (Ways ways =
                    Ways.arrays(road, jvm.peer(), jvm.places(), scratch).only(plan)) {
                if (!hasRivals) {
                    measure(ways);
                    return;
                }
                try (Way flight = Ways.flight(jvm.peer(), jvm.places())) {
                    besidePython(ways.and(flight));
                }
            } catch (IOException e) {
                throw jvm.failure(e);
            }
        }
    }

    private void besidePython(Ways ways) throws Exception {
        if (!seen.usesPython()) {
            measure(ways);
            return;
        }
        try (Second python = seen.python();
                Way distributed = Ways.distributed(python.peer(), python.places())) {
            measure(ways.and(distributed));
        }
    }

    private void measure(Ways ways) throws Exception {
        Plan plan = seen.run().plan();
        if (ways.all().isEmpty()) {
            return;
        }
        new Turns(ways.all(), seen.run().progress()).warmUp(plan.pace(), largest, Numbers::array);
        List<List<Object>> rows = new ArrayList<>();
        for (long byteSize : sizes) {
            int rounds = rounds(plan, byteSize);
            List<Way> taking = ways.taking(byteSize);
            String what = "JVM to JVM over " + road.title() + ", " + ByteSizes.format(byteSize) + " into warm memory";
            try (Numbers numbers = Numbers.array(byteSize)) {
                List<Times> times = new Turns(taking, seen.run().progress()).run(what, numbers, rounds, false);
                seen.figures("put", Map.of("byteSize", Long.toString(byteSize), "over", road.title()), byteSize, times);
                times.forEach(one -> rows.add(Seen.row(one.name() + ", " + ByteSizes.format(byteSize), byteSize, one)));
            }
        }
        seen.sheet("JVM to JVM over " + road.title() + " into warm memory", rows);
    }
}
