package dev.ndwire.benchmarks.tcp;

import dev.ndwire.arrow.ipc.Batch;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.cli.rig.PeakMemory;
import dev.ndwire.cli.rig.RawPeer;
import dev.ndwire.cli.rig.ReusingPool;
import dev.ndwire.cli.rig.SecondProcess;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.Server;
import dev.ndwire.core.memory.MemoryPool;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What runs in the second process: a server of ours, the other end of the raw socket, both with memory of the same
/// pool, and a Flight server if it is asked for.
public final class TablePeer implements AutoCloseable {
    /// The argument that asks for Flight.
    static final String FLIGHT = "flight";

    private static final String ANY_PORT = "tcp://127.0.0.1:0";

    private final PeakMemory peakMemory = new PeakMemory();
    private final MemoryPool pool;
    private final Server server;
    private final RawPeer raw;
    private final @Nullable FlightPeer flight;

    /// Starts all.
    ///
    /// @param byteSize of the largest table
    /// @param hasFlight whether a Flight server is wanted
    TablePeer(long byteSize, boolean hasFlight) throws IOException {
        pool = ReusingPool.of(byteSize);
        flight = hasFlight ? new FlightPeer() : null;
        raw = RawPeer.listen(pool);
        server = Server.listen(ConnectionSettings.standard().with(pool), List.of(ANY_PORT));
        server.handle(
                Peer.CHECK,
                request ->
                        check(SecondProcess.number(request, Peer.SEED), SecondProcess.number(request, Peer.BYTE_SIZE)));
        server.handle(Peer.TRIM, request -> pool.trim());
        server.handle(Peer.PEAK, request -> peakMemory.sample());
        server.handle(Peer.DROP_FLIGHT, request -> dropFlight());
    }

    /// Runs until standard input ends.
    ///
    /// @param args the bytes of the largest table, and `flight` if it is wanted
    /// @throws Exception if it cannot listen
    public static void main(String[] args) throws Exception {
        try (TablePeer peer = new TablePeer(Long.parseLong(args[0]), args.length > 1)) {
            SecondProcess.serve(peer.addresses());
        }
    }

    /// Where all of them listen, in one line: see [Ports].
    String addresses() throws IOException {
        return server.address() + " " + raw.port() + " " + (flight == null ? 0 : flight.port());
    }

    private long dropFlight() {
        if (flight != null) {
            flight.drop();
        }
        return 0;
    }

    /// Compares what came last, whichever way, with what must have come.
    private long check(long seed, long byteSize) {
        List<Long> differences = new ArrayList<>();
        if (raw.held().byteSize() > 0) {
            differences.add(difference(List.of(raw.held()), seed, byteSize));
        }
        if (flight != null && !flight.held().isEmpty()) {
            differences.add(difference(Numbers.buffers(flight.held()), seed, byteSize));
        }
        server.forEach((key, value) -> {
            if (value instanceof Table table) {
                var batches = table.batches().stream().map(Batch::root).toList();
                differences.add(difference(Numbers.buffers(batches), seed, byteSize));
            }
        });
        if (differences.size() != 1) {
            throw new IllegalStateException("holds " + differences.size() + " tables, expected one");
        }
        return differences.get(0);
    }

    private static long difference(List<MemorySegment> buffers, long seed, long byteSize) {
        long found = buffers.stream().mapToLong(MemorySegment::byteSize).sum();
        if (found != byteSize) {
            throw new IllegalStateException("holds " + found + " bytes, expected " + byteSize);
        }
        return Numbers.firstDifference(buffers, seed);
    }

    @Override
    public void close() throws IOException {
        server.close();
        raw.close();
        if (flight != null) {
            flight.close();
        }
        pool.trim();
    }
}
