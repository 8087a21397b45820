package dev.ndwire.cli.demo;

import dev.ndwire.cli.rig.Pattern;
import dev.ndwire.cli.rig.PeakMemory;
import dev.ndwire.cli.rig.RawPeer;
import dev.ndwire.cli.rig.ReusingPool;
import dev.ndwire.cli.rig.SecondProcess;
import dev.ndwire.core.comm.Server;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What runs in the second process: a server of the product, and the other end of the raw socket.
///
/// Says where it listens on its first line of output, and ends when its standard input does: with the first process,
/// however that ends.
public final class SecondJvm {
    /// Under which key the array is held.
    static final String KEY = "demo";

    static final String SEED = "seed";
    static final String BYTE_SIZE = "byte_size";
    static final String CHECK = "demo_check";
    static final String TRIM = "demo_trim";
    static final String PEAK = "demo_peak";

    // A small heap, since the array is not on it.
    static final List<String> FLAGS = List.of("-Xmx64m");

    private final PeakMemory peakMemory = new PeakMemory();
    private final MemoryPool pool;

    private SecondJvm(long byteSize) {
        // What comes without a copy needs none of it.
        pool = ReusingPool.of(byteSize);
    }

    /// Runs until standard input ends.
    ///
    /// @param args the array's size in bytes, how it comes, and the folder of both processes
    /// @throws IOException if it cannot listen
    public static void main(String[] args) throws IOException {
        new SecondJvm(Long.parseLong(args[0])).run(Via.of(args[1]), Path.of(args[2]));
    }

    private void run(Via via, Path folder) throws IOException {
        try (Server server = Server.listen(via.settings(pool, folder), List.of(via.address(folder)));
                RawPeer raw = via.listenRaw(pool, folder)) {
            server.handle(
                    CHECK,
                    request -> check(
                            server,
                            raw.held(),
                            SecondProcess.number(request, SEED),
                            SecondProcess.number(request, BYTE_SIZE)));
            server.handle(TRIM, request -> pool.trim());
            server.handle(PEAK, request -> peakMemory.sample());
            SecondProcess.serve(server.address() + " " + via.placeOf(raw));
        }
    }

    /// Compares what came last, over either way, with what must have come.
    ///
    /// @return the byte offset of the first difference, or -1
    private static Object check(Server server, MemorySegment rawHeld, long seed, long byteSize) {
        List<MemorySegment> held = new ArrayList<>();
        List<Long> differences = new ArrayList<>();
        Consumer<MemorySegment> checker = memory -> {
            held.add(memory);
            differences.add(Pattern.firstDifference(memory, seed));
        };
        if (rawHeld.byteSize() > 0) {
            checker.accept(rawHeld);
        }
        server.forEach((key, value) -> {
            if (value instanceof NDArray array) {
                checker.accept(array.segment());
            }
        });
        if (held.size() != 1 || held.get(0).byteSize() != byteSize) {
            throw new IllegalStateException("holds " + held + ", expected one array of " + byteSize + " bytes");
        }
        return differences.get(0);
    }
}
