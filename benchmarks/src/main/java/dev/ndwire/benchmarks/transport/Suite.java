package dev.ndwire.benchmarks.transport;

import java.util.Arrays;
import java.util.List;

/// A question that the report answers.
enum Suite {
    /// One way over TCP, beside Flight and `distributed`.
    TCP(9),
    /// To a Python and back.
    PYTHON(9),
    /// One way over Unix sockets.
    UNIX(4),
    /// One way over TLS.
    TLS(4),
    /// How long a small array takes there and back.
    TRIPS(0),
    /// How long it takes to hand an array over in shared memory.
    SHM(0),
    /// Many arrays in one message.
    MANY(0),
    /// Many connections at once.
    CONNECTIONS(0),
    /// How much memory each process needs.
    MEMORY(5),
    /// How the time grows with the size; on demand.
    SERIES(4);

    // Of a JVM or a Python without what is moved.
    private static final long PROCESSES_BYTES = 3L << 30;

    private final int copies;

    Suite(int copies) {
        this.copies = copies;
    }

    /// Finds a suite by what callers write.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    static Suite of(String name) {
        return Arrays.stream(values())
                .filter(suite -> Plan.lower(suite).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no suite '" + name + "', only "
                        + Arrays.stream(values()).map(Plan::lower).toList()));
    }

    /// Those that are measured unless others are asked for.
    static List<Suite> standard() {
        return Arrays.stream(values()).filter(suite -> suite != SERIES).toList();
    }

    /// The memory that all processes need, with a margin.
    ///
    /// @param largest the most bytes of an array
    long requiredBytes(long largest) {
        return PROCESSES_BYTES + Math.multiplyExact(copies, largest);
    }

    void measure(Run run) throws Exception {
        switch (this) {
            case TCP -> OneWay.over(Road.TCP, run);
            case PYTHON -> ToPython.measure(run);
            case UNIX -> OneWay.over(Road.UNIX, run);
            case TLS -> OneWay.over(Road.TLS, run);
            case TRIPS -> Trips.measure(run);
            case SHM -> HandingOver.measure(run);
            case MANY -> ManyArrays.measure(run);
            case CONNECTIONS -> Connections.measure(run);
            case MEMORY -> Peaks.measure(run);
            case SERIES -> Series.measure(run);
        }
    }
}
