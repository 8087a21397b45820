package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.cli.rig.Pattern;
import dev.ndwire.cli.rig.RawSocket;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The floor: the bytes and nothing else, in one write and one read at each end.
final class RawTrip implements Trip {
    private final String name;
    private final RawSocket socket;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment out;
    private final MemorySegment in;

    /// Prepares.
    ///
    /// @param name what it is called
    /// @param socket connected; it is closed with the trip
    /// @param byteSize of the array
    RawTrip(String name, RawSocket socket, long byteSize) {
        this.name = name;
        this.socket = socket;
        this.out = arena.allocate(byteSize, Double.BYTES);
        this.in = arena.allocate(byteSize, Double.BYTES);
    }

    @Override
    public Role.Kind kind() {
        return Role.Kind.FLOOR;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run(long[] nanos) throws IOException {
        socket.writeWord(RawSocket.ECHO);
        socket.writeWord(nanos.length);
        socket.writeWord(out.byteSize());
        socket.expectDone();
        for (int i = 0; i < nanos.length; i++) {
            Pattern.fill(out, i);
            long start = System.nanoTime();
            socket.write(out);
            socket.read(in);
            nanos[i] = System.nanoTime() - start;
            if (Pattern.firstDifference(in, i) >= 0) {
                throw new IOException(name + ": what came back is not what was sent");
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        arena.close();
    }
}
