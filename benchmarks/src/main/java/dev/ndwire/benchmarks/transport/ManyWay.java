package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.value.PyDict;
import java.util.Map;

/// Ours, with the numbers in many small arrays of one message.
final class ManyWay extends PutWay {
    private final Client client;
    private final int count;
    private PyDict data = new PyDict();

    /// Prepares.
    ///
    /// @param name what it is called
    /// @param peer where a server of ours is
    /// @param client connected to that; it is closed with the way
    /// @param count how many arrays
    ManyWay(String name, Peer peer, Client client, int count) {
        super(name, peer);
        this.client = client;
        this.count = count;
    }

    @Override
    public Role.Kind kind() {
        return Role.Kind.OURS;
    }

    @Override
    public void prepare(Numbers numbers) throws Exception {
        super.prepare(numbers);
        long partByteSize = numbers.byteSize() / count;
        data = new PyDict(count);
        for (int i = 0; i < count; i++) {
            data.put("part " + i, new Serialize(numbers.part(i * partByteSize, partByteSize)));
        }
    }

    @Override
    public void move() throws Exception {
        client.call("update_data", Map.of("data", data)).close();
    }

    @Override
    public void close() {
        client.close();
    }
}
