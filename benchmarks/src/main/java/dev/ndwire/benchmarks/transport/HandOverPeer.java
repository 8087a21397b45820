package dev.ndwire.benchmarks.transport;

import dev.ndwire.cli.rig.SecondProcess;
import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.Request;
import dev.ndwire.core.comm.Server;
import dev.ndwire.ndarray.array.NDArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// What runs in the second process: a server that says when it could read the first and the last element of an array.
public final class HandOverPeer {
    static final String READ = "read";
    static final String DATA = "data";
    static final String EXPECTED = "expected";

    private HandOverPeer() {}

    /// Runs until standard input ends.
    ///
    /// @param args the folder of both processes
    /// @throws Exception if it cannot listen
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        List<String> addresses = List.of("shm://" + folder.resolve("hand-over"), "unix://" + folder.resolve("beside"));
        try (Server server = Server.listen(ConnectionSettings.standard(), addresses)) {
            server.handle(READ, HandOverPeer::read);
            server.handle(Peer.WORK, request -> Spent.here().numbers());
            RawHandOver.listen(folder);
            SecondProcess.serve(
                    server.addresses().stream().map(Address::toString).collect(Collectors.joining(" ")));
        }
    }

    /// Says when both elements were read, on the clock of all processes of the machine.
    private static Object read(Request request) {
        if (!(request.argument(DATA) instanceof NDArray array)) {
            throw new IllegalStateException("received no array");
        }
        requireEnds(array.segment(), SecondProcess.number(request, EXPECTED));
        return System.nanoTime();
    }

    /// Reads the first and the last element of an array of int64.
    static void requireEnds(MemorySegment memory, long expected) {
        long first = memory.get(ValueLayout.JAVA_LONG, 0);
        long last = memory.get(ValueLayout.JAVA_LONG, memory.byteSize() - Long.BYTES);
        if (first != expected || last != expected) {
            throw new IllegalStateException(
                    "the elements at the ends are " + first + " and " + last + ", expected " + expected);
        }
    }
}
