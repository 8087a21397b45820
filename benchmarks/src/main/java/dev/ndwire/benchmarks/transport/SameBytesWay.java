package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.cli.rig.RawSocket;
import dev.ndwire.core.comm.Address;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.message.MessageWriter;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.wire.WireLimits;
import dev.ndwire.core.wire.WireReader;
import dev.ndwire.core.wire.WireWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The floor where Python reads: the very bytes that ours writes, laid out beforehand and written by plain NIO to the
/// same server, so that nothing but the writer differs.
final class SameBytesWay extends PutWay {
    private static final Serialization DASK = Serialization.standard().writing("dask");

    private final RawSocket socket;
    private final Function<Numbers, Object> form;
    private List<MemorySegment> message = List.of();

    /// Connects and shakes hands.
    ///
    /// @param name what it is called
    /// @param peer where the server is
    /// @param address of a server of `distributed` on this host
    /// @param form how the numbers are seen: a table, or an array
    SameBytesWay(String name, Peer peer, String address, Function<Numbers, Object> form) throws IOException {
        super(name, peer);
        this.form = form;
        this.socket = RawSocket.connect(Address.parse(address).port());
        socket.write(bytesOf(PyDict.of("compression", null, "python", List.of(3L, 11L, 0L), "pickle-protocol", (long)
                Context.HIGHEST_PICKLE_PROTOCOL)));
        passMessageBy();
    }

    /// What goes over the socket: small pieces end to end in native memory, large ones where they lie.
    private static List<MemorySegment> bytesOf(PyDict message) throws IOException {
        List<MemorySegment> segments = new ArrayList<>();
        List<Frame> frames = MessageWriter.dumps(message, DASK, Context.local(Lease.none()));
        WireWriter.write(segments::addAll, frames);
        List<MemorySegment> joined = new ArrayList<>();
        List<Frame> small = new ArrayList<>();
        for (MemorySegment segment : segments) {
            if (segment.isNative()) {
                addJoined(joined, small);
                joined.add(segment);
            } else {
                small.add(Frame.of(segment));
            }
        }
        addJoined(joined, small);
        return joined;
    }

    private static void addJoined(List<MemorySegment> joined, List<Frame> small) {
        if (!small.isEmpty()) {
            Frame frame = Frame.join(small);
            MemorySegment memory = Arena.ofAuto().allocate(frame.byteSize());
            frame.copyTo(memory);
            joined.add(memory);
            small.clear();
        }
    }

    @Override
    public Role.Kind kind() {
        return Role.Kind.FLOOR;
    }

    @Override
    public void prepare(Numbers numbers) throws Exception {
        super.prepare(numbers);
        message = bytesOf(PyDict.of(
                "op", "update_data", "reply", true, "data", PyDict.of(Peer.KEY, new Serialize(form.apply(numbers)))));
    }

    @Override
    public void move() throws IOException {
        socket.write(message);
        passMessageBy();
    }

    private void passMessageBy() throws IOException {
        WireReader reader = WireReader.open(socket::read, WireLimits.standard());
        while (reader.position() < reader.frameCount()) {
            reader.skip();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
