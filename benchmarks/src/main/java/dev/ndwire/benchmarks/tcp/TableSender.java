package dev.ndwire.benchmarks.tcp;

import dev.ndwire.cli.rig.PeakMemory;

/// Sends a table from a process of its own, and says the most memory that this process had resident.
public final class TableSender {
    /// More than one, since what is used again may not fit and come on top.
    private static final int TIMES = 3;

    private static final long SEED = 7;

    private TableSender() {}

    /// Sends.
    ///
    /// @param args a family or `flight`, the bytes of the table, and the other process's [Ports] as it said them
    /// @throws Exception if that fails
    public static void main(String[] args) throws Exception {
        Ports ports = Ports.parse(String.join(" ", args[2], args[3], args[4]));
        try (Peer peer = new Peer(ports.address());
                Way way = args[0].equals(TablePeer.FLIGHT)
                        ? new FlightWay(args[0], peer, ports.flight())
                        : new OursWay(ports.address(), args[0]);
                Numbers numbers = Numbers.of(Long.parseLong(args[1]), 1)) {
            numbers.fill(SEED);
            way.prepare(numbers);
            for (int i = 0; i < TIMES; i++) {
                way.send();
                way.drop();
            }
            System.out.println(new PeakMemory().sample());
        }
    }
}
