package dev.ndwire.benchmarks.measure;

import java.util.List;

/// How much time a suite gets.
public enum Pace {
    /// Figures to be told: what a JMH benchmark says of itself, and arrays of 64 MiB and 1 GiB between processes.
    FULL(9, 3_000, 64, 50_000, 5_000, 2_000),

    /// To see where a machine stands: one fork of some two seconds, and arrays of 16 MiB.
    QUICK(5, 200, 4, 20_000, 500, 200),

    /// One call, and no figure of it means anything: to see that it runs.
    SMOKE(1, 1, 0, 1, 3, 20);

    private final int rounds;
    private final int firstRounds;
    private final int firstLargeRounds;
    private final int firstTrips;
    private final int trips;
    private final int connections;

    Pace(int rounds, int firstRounds, int firstLargeRounds, int firstTrips, int trips, int connections) {
        this.rounds = rounds;
        this.firstRounds = firstRounds;
        this.firstLargeRounds = firstLargeRounds;
        this.firstTrips = firstTrips;
        this.trips = trips;
        this.connections = connections;
    }

    /// How often each way between two processes is measured.
    int rounds() {
        return rounds;
    }

    /// How many small arrays go each way first, so that the JIT has compiled what is timed.
    ///
    /// @return at least 1
    public int firstRounds() {
        return firstRounds;
    }

    /// How many arrays of some MiB go each way after these: TLS takes some 30,000 records until its code is the last.
    ///
    /// @return at least 0
    public int firstLargeRounds() {
        return firstLargeRounds;
    }

    /// How many small arrays go there and back first, for the same reason.
    ///
    /// @return at least 1
    public int firstTrips() {
        return firstTrips;
    }

    /// How many small arrays go there and back in a round.
    ///
    /// @return at least 1
    public int trips() {
        return trips;
    }

    /// How many connections are opened, a tenth of which is busy.
    ///
    /// @return at least 10
    public int connections() {
        return connections;
    }

    /// The arrays that go from process to process.
    List<Long> sizes() {
        return switch (this) {
            case FULL -> List.of(64L << 20, 1L << 30);
            case QUICK -> List.of(16L << 20);
            case SMOKE -> List.of(64L << 10);
        };
    }

    /// The arrays that show how time grows with size, from small to large.
    List<Long> series() {
        return switch (this) {
            case FULL -> List.of(1L << 10, 16L << 10, 256L << 10, 4L << 20, 64L << 20, 1L << 30, 4L << 30);
            case QUICK -> List.of(1L << 10, 32L << 10, 1L << 20, 32L << 20);
            case SMOKE -> List.of(1L << 10, 64L << 10);
        };
    }
}
