package dev.ndwire.benchmarks.tcp;

import dev.ndwire.cli.rig.RawSocket;
import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.Client;
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

/// The floor where Python reads: the very bytes that ours writes, laid out beforehand and written by plain NIO to the
/// same server, so that nothing but the writer differs.
final class SameBytesWay implements Way {
    private static final Serialization DASK = Serialization.standard().writing("dask");

    private final RawSocket socket;
    private final Client control;
    private List<MemorySegment> message = List.of();

    /// Connects and shakes hands.
    ///
    /// @param address of a server of `distributed` on this host
    SameBytesWay(String address) throws IOException {
        this.control = Client.connect(address);
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
    public String name() {
        return "raw NIO, the same bytes to the same reader";
    }

    @Override
    public void prepare(Numbers numbers) throws IOException {
        message = bytesOf(PyDict.of(
                "op", "update_data", "reply", true, "data", PyDict.of(Peer.KEY, new Serialize(numbers.table()))));
    }

    @Override
    public void send() throws IOException {
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
    public void drop() throws IOException {
        control.remove(Peer.KEY);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        control.close();
    }
}
