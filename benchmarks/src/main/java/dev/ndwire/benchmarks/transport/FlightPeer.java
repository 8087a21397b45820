package dev.ndwire.benchmarks.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.util.TransferPair;

/// A Flight server that holds the table that came last, its batches as they came.
final class FlightPeer extends NoOpFlightProducer implements AutoCloseable {
    private final BufferAllocator allocator = FlightMemory.allocator();
    private final List<VectorSchemaRoot> held = new ArrayList<>();
    private final FlightServer server;

    FlightPeer() throws IOException {
        server = FlightServer.builder(allocator, Location.forGrpcInsecure("127.0.0.1", 0), this)
                .build()
                .start();
    }

    int port() {
        return server.getPort();
    }

    @Override
    public Runnable acceptPut(CallContext context, FlightStream stream, StreamListener<PutResult> results) {
        return () -> {
            List<VectorSchemaRoot> batches = new ArrayList<>();
            while (stream.next()) {
                batches.add(taken(stream.getRoot()));
            }
            hold(batches);
        };
    }

    private VectorSchemaRoot taken(VectorSchemaRoot root) {
        List<FieldVector> vectors = new ArrayList<>();
        for (FieldVector vector : root.getFieldVectors()) {
            TransferPair pair = vector.getTransferPair(allocator);
            pair.transfer();
            vectors.add((FieldVector) pair.getTo());
        }
        return new VectorSchemaRoot(vectors);
    }

    private synchronized void hold(List<VectorSchemaRoot> batches) {
        drop();
        held.addAll(batches);
    }

    synchronized List<VectorSchemaRoot> held() {
        return List.copyOf(held);
    }

    synchronized void drop() {
        held.forEach(VectorSchemaRoot::close);
        held.clear();
    }

    @Override
    public void close() throws IOException {
        FlightMemory.close(server);
        drop();
        allocator.close();
    }
}
