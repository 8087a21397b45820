package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Pace;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.benchmarks.measure.Run;
import dev.ndwire.benchmarks.measure.Sizes;
import dev.ndwire.benchmarks.measure.Suite;
import java.util.Locale;

/// A question of what moves numbers from one process to another.
public enum TransportSuite implements Suite {
    /// One way over TCP, beside Flight and `distributed`.
    TCP("An array to a second JVM over TCP", 9, 8),
    /// To a Python and back.
    PYTHON("An array to Python over TCP, and back", 9, 12),
    /// One way over Unix sockets.
    UNIX("An array to a second JVM over Unix sockets", 4, 3),
    /// One way over TLS.
    TLS("An array to a second JVM over TLS", 4, 5),
    /// How long a small array takes there and back.
    TRIPS("1 KiB there and back on every road", 0, 8),
    /// How long it takes to hand an array over in shared memory: of ours and the floor, arrays of four times the size
    /// and of a sixteenth, whose pages both processes have in common.
    SHM("An array in shared memory handed over, until its first and last element are read", 9, 6),
    /// Many arrays in one message.
    MANY("10,000 arrays of 1 KiB in one message", 0, 8),
    /// Many connections at once.
    CONNECTIONS("Many connections to one server", 0, 4),
    /// How much memory each process needs.
    MEMORY("The most memory that sender and receiver had beside the numbers", 5, 12),
    /// How the time grows with the size.
    SERIES("An array to a second JVM by size", 9, 20),
    /// Tables.
    DATAFRAMES("A table of float64 to a second JVM and to Python over TCP", 9, 15);

    // Of a JVM or a Python without what is moved.
    private static final long PROCESSES_BYTES = 3L << 30;
    // A vector of Arrow has at most 2³¹ - 1 numbers.
    private static final long MAX_BYTES = 8L << 30;
    private static final double FULL_TIMES_QUICK = 40;

    private final String title;
    private final int copies;
    private final double quickSeconds;

    TransportSuite(String title, int copies, double quickSeconds) {
        this.title = title;
        this.copies = copies;
        this.quickSeconds = quickSeconds;
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public boolean needsPython(Plan plan) {
        return switch (this) {
            case UNIX, TLS, SHM, CONNECTIONS -> false;
            case TCP, TRIPS, MANY, SERIES -> plan.hasPythonRivals();
            case MEMORY -> plan.hasPython() && plan.has(Role.Kind.OURS);
            case PYTHON, DATAFRAMES -> plan.hasPython();
        };
    }

    @Override
    public Sizes sizes() {
        return switch (this) {
            case TRIPS, MANY, CONNECTIONS -> Sizes.ANY;
            case DATAFRAMES -> new Sizes((long) Numbers.COLUMN_COUNT * Double.BYTES, MAX_BYTES);
            default -> new Sizes(Double.BYTES, MAX_BYTES);
        };
    }

    @Override
    public long requiredBytes(Plan plan) {
        return requiredBytes(plan, largest(plan));
    }

    /// The same, with arrays of some bytes.
    long requiredBytes(Plan plan, long byteSize) {
        return (plan.pace() == Pace.SMOKE ? 0 : PROCESSES_BYTES) + Math.multiplyExact(copies, byteSize);
    }

    /// The most bytes of an array that there has to be room for: a series that was not asked for by sizes leaves out
    /// what
    /// does not fit.
    ///
    /// @param plan what is wanted
    /// @return 0 if all of its arrays are small
    public long largest(Plan plan) {
        if (this == SERIES) {
            return plan.chosenSizes().isEmpty() ? 0 : plan.largest();
        }
        return copies == 0 ? 0 : plan.largest();
    }

    /// How many files and sockets this process has to have open.
    ///
    /// @param plan what is wanted
    /// @return how many
    public long requiredDescriptors(Plan plan) {
        return this == CONNECTIONS ? plan.pace().connections() + Connections.OTHER_DESCRIPTORS : 0;
    }

    @Override
    public double expectedSeconds(Plan plan) {
        return switch (plan.pace()) {
            case FULL -> quickSeconds * FULL_TIMES_QUICK;
            case QUICK -> quickSeconds;
            case SMOKE -> 3;
        };
    }

    @Override
    public void measure(Run run) throws Exception {
        try (Scratch scratch = Scratch.make()) {
            Seen seen = new Seen(run, this);
            switch (this) {
                case TCP -> OneWay.over(Road.TCP, seen, scratch);
                case PYTHON -> ToPython.measure(seen, scratch);
                case UNIX -> OneWay.over(Road.UNIX, seen, scratch);
                case TLS -> OneWay.over(Road.TLS, seen, scratch);
                case TRIPS -> Trips.measure(seen, scratch);
                case SHM -> HandingOver.measure(seen, scratch);
                case MANY -> ManyArrays.measure(seen, scratch);
                case CONNECTIONS -> Connections.measure(seen, scratch);
                case MEMORY -> Peaks.measure(seen, scratch);
                case SERIES -> Series.measure(seen, scratch);
                case DATAFRAMES -> Dataframes.measure(seen, scratch);
            }
        }
        run.progress().clear();
        run.progress().done(expectedSeconds(run.plan()));
    }
}
