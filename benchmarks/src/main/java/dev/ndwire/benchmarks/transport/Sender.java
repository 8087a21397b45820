package dev.ndwire.benchmarks.transport;

import dev.ndwire.cli.rig.PeakMemory;
import java.io.IOException;
import java.nio.file.Path;

/// Sends numbers from a process of its own, and says the most memory that this process had resident.
public final class Sender {
    /// An array of ours, on the road of a scheme.
    static final String ARRAY = "array";

    /// A table of ours, by a family.
    static final String TABLE = "table";

    /// The floor, on the road of a scheme.
    static final String RAW = "raw";

    /// A table by Flight.
    static final String FLIGHT = "flight";

    /// More than one, since what is used again may not fit and come on top.
    private static final int TIMES = 3;

    private static final long SEED = 7;

    private Sender() {}

    /// Sends.
    ///
    /// @param args a form, its road or family, the bytes of the numbers, the folder of both processes, and the other
    ///     process's [Places] as it said them
    /// @throws Exception if that fails
    public static void main(String[] args) throws Exception {
        Places places = Places.parse(args[4]);
        long byteSize = Long.parseLong(args[2]);
        try (Peer peer = new Peer(places.get(Road.TCP.scheme()));
                Way way = way(args[0], args[1], peer, places, new Scratch(Path.of(args[3])));
                Numbers numbers = args[0].equals(TABLE) ? Numbers.table(byteSize, 1) : Numbers.array(byteSize)) {
            way.prepare(numbers);
            way.fill(SEED);
            for (int i = 0; i < TIMES; i++) {
                way.move();
                way.drop();
            }
            System.out.println(new PeakMemory().sample());
        }
    }

    private static Way way(String form, String of, Peer peer, Places places, Scratch scratch) throws IOException {
        return switch (form) {
            case ARRAY -> Ways.array(Road.of(of), peer, places, scratch);
            case RAW -> Ways.raw(Road.of(of), peer, places, scratch);
            case FLIGHT -> Ways.flight(peer, places);
            default -> Ways.table(of, peer, places);
        };
    }
}
