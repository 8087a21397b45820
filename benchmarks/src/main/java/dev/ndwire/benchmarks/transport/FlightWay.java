package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.AsyncPutListener;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.Location;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/// The rival: Arrow Flight of Java puts the numbers, as columns.
final class FlightWay extends PutWay {
    /// The most bytes that it takes: a message of gRPC has at most 2 GiB.
    static final long MAX_BYTES = 1L << 30;

    private final BufferAllocator allocator = FlightMemory.allocator();
    private final FlightClient client;
    private final List<ArrowRecordBatch> batches = new ArrayList<>();
    private VectorSchemaRoot root = VectorSchemaRoot.of();

    /// Connects.
    ///
    /// @param name what it is called
    /// @param peer the process where the server is
    /// @param port where it listens on this host
    FlightWay(String name, Peer peer, int port) {
        super(name, peer);
        this.client = FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", port))
                .build();
    }

    @Override
    public Role.Kind kind() {
        return Role.Kind.RIVAL;
    }

    @Override
    public long maxByteSize() {
        return MAX_BYTES;
    }

    @Override
    public void prepare(Numbers numbers) throws Exception {
        super.prepare(numbers);
        release();
        root = VectorSchemaRoot.create(
                numbers.table().schema(), numbers.batches().get(0).getVector(0).getAllocator());
        for (VectorSchemaRoot batch : numbers.batches()) {
            batches.add(new VectorUnloader(batch).getRecordBatch());
        }
    }

    private void release() {
        root.close();
        batches.forEach(ArrowRecordBatch::close);
        batches.clear();
    }

    @Override
    public void move() {
        VectorLoader loader = new VectorLoader(root);
        FlightClient.ClientStreamListener stream =
                client.startPut(FlightDescriptor.path(Peer.KEY), root, new AsyncPutListener());
        // Nothing is changed before the answer comes.
        stream.setUseZeroCopy(true);
        for (ArrowRecordBatch batch : batches) {
            loader.load(batch);
            stream.putNext();
        }
        stream.completed();
        stream.getResult();
    }

    @Override
    public void close() throws IOException {
        FlightMemory.close(client);
        release();
        allocator.close();
    }
}
