package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.cli.rig.Pattern;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Received;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/// Ours: a client asks for `echo` of an array, a server opens it and sends it back.
final class OursTrip implements Trip {
    private final String name;
    private final Client client;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;

    /// Prepares.
    ///
    /// @param name what it is called
    /// @param client connected; it is closed with the trip
    /// @param byteSize of the array
    OursTrip(String name, Client client, long byteSize) {
        this.name = name;
        this.client = client;
        this.memory = arena.allocate(byteSize, Double.BYTES);
    }

    @Override
    public Role.Kind kind() {
        return Role.Kind.OURS;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run(long[] nanos) throws IOException {
        NDArray array = NDArray.wrap(memory, DType.FLOAT64, memory.byteSize() / Double.BYTES);
        for (int i = 0; i < nanos.length; i++) {
            Pattern.fill(memory, i);
            long start = System.nanoTime();
            Received reply = client.call("echo", Map.of("data", new Serialize(array)));
            long came = System.nanoTime();
            MemorySegment back = reply.as(NDArray.class).segment();
            if (back.byteSize() != memory.byteSize() || Pattern.firstDifference(back, i) >= 0) {
                throw new IOException(name + ": what came back is not what was sent");
            }
            // Memory that is given back belongs to the trip.
            long compared = System.nanoTime();
            reply.close();
            nanos[i] = came - start + System.nanoTime() - compared;
        }
    }

    @Override
    public void close() {
        client.close();
        arena.close();
    }
}
