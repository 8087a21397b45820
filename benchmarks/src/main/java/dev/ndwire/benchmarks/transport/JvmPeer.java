package dev.ndwire.benchmarks.transport;

import dev.ndwire.arrow.ipc.Batch;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.cli.rig.PeakMemory;
import dev.ndwire.cli.rig.RawPeer;
import dev.ndwire.cli.rig.ReusingPool;
import dev.ndwire.cli.rig.SecondProcess;
import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.Server;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What runs in the second process: a server of ours on every road, the other ends of the raw sockets, all with memory
/// of the same pool, and a Flight server if it is asked for.
public final class JvmPeer implements AutoCloseable {
    private final PeakMemory peakMemory = new PeakMemory();
    private final MemoryPool pool;
    private final Server server;
    private final List<RawPeer> raws = new ArrayList<>();
    private final @Nullable FlightPeer flight;
    private final Places places;

    /// Starts all.
    ///
    /// @param byteSize how much is idle at most, for all ways side by side
    /// @param scratch what both processes know
    /// @param hasFlight whether a Flight server is wanted
    JvmPeer(long byteSize, Scratch scratch, boolean hasFlight) throws IOException {
        pool = ReusingPool.of(byteSize);
        List<String> addresses = new ArrayList<>();
        for (Road road : Road.values()) {
            addresses.add(road.anyAddress(scratch));
        }
        server = Server.listen(ConnectionSettings.standard().with(pool).with(scratch.security()), addresses);
        Map<String, String> byName = new LinkedHashMap<>();
        for (Address address : server.addresses()) {
            byName.put(address.scheme(), address.toString());
        }
        for (Road road : Road.values()) {
            ServerSocketChannel listener = road.bindRaw(scratch);
            byName.put(Places.raw(road.scheme()), Road.placeOf(listener));
            raws.add(road.listenRaw(pool, scratch, listener));
        }
        flight = hasFlight ? new FlightPeer() : null;
        if (flight != null) {
            byName.put(Places.FLIGHT, Integer.toString(flight.port()));
        }
        places = new Places(byName);
        handle();
    }

    private void handle() {
        server.handle(
                Peer.CHECK,
                request ->
                        check(SecondProcess.number(request, Peer.SEED), SecondProcess.number(request, Peer.BYTE_SIZE)));
        server.handle(Peer.TRIM, request -> pool.trim());
        server.handle(Peer.PEAK, request -> peakMemory.sample());
        server.handle(Peer.DROP, request -> drop());
        server.handle(Peer.WORK, request -> Spent.here().numbers());
        server.handle(Peer.THREADS, request -> ProcessState.threadCount());
        server.handle(Peer.RESIDENT, request -> ProcessState.residentBytes());
        server.handle(Peer.DESCRIPTORS, request -> ProcessState.descriptorCount());
    }

    /// Runs until standard input ends.
    ///
    /// @param args the bytes that are idle at most, the folder of both processes, and `flight` if that is wanted
    /// @throws Exception if it cannot listen
    public static void main(String[] args) throws Exception {
        try (JvmPeer peer = new JvmPeer(Long.parseLong(args[0]), new Scratch(Path.of(args[1])), args.length > 2)) {
            SecondProcess.serve(peer.places().toString());
        }
    }

    /// Where all of them listen.
    Places places() {
        return places;
    }

    private long drop() {
        for (Object key : server.keys()) {
            server.remove(String.valueOf(key));
        }
        if (flight != null) {
            flight.drop();
        }
        return 0;
    }

    /// Compares what came last, whichever way, with what must have come.
    private long check(long seed, long byteSize) {
        List<MemorySegment> found = new ArrayList<>();
        for (RawPeer raw : raws) {
            if (raw.held().byteSize() > 0) {
                found.add(raw.held());
            }
        }
        if (flight != null) {
            found.addAll(Numbers.buffers(flight.held()));
        }
        // Nothing removes a value before the answer is out: its memory stays.
        server.forEach((key, value) -> found.addAll(memory(value)));
        long foundBytes = found.stream().mapToLong(MemorySegment::byteSize).sum();
        if (foundBytes != byteSize) {
            throw new IllegalStateException("holds " + foundBytes + " bytes, expected " + byteSize);
        }
        return Numbers.firstDifference(found, seed);
    }

    private static List<MemorySegment> memory(@Nullable Object value) {
        if (value instanceof Table table) {
            return Numbers.buffers(table.batches().stream().map(Batch::root).toList());
        }
        if (value instanceof NDArray array) {
            return List.of(array.segment());
        }
        throw new IllegalStateException("holds " + value + ", expected a table or an array");
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (RawPeer raw : raws) {
            raw.close();
        }
        if (flight != null) {
            flight.close();
        }
        pool.trim();
    }
}
