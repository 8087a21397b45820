package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.core.comm.Client;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Ours, as a user has it: a client puts a value.
final class OursWay extends PutWay {
    private final Client client;
    private final Function<Numbers, Object> form;
    private @Nullable Object value;

    /// Prepares.
    ///
    /// @param name what it is called
    /// @param peer where a server of ours is, or one of `distributed`
    /// @param client connected to that; it is closed with the way
    /// @param form how the numbers are seen: a table, or an array
    OursWay(String name, Peer peer, Client client, Function<Numbers, Object> form) {
        super(name, peer);
        this.client = client;
        this.form = form;
    }

    @Override
    public Role.Kind kind() {
        return Role.Kind.OURS;
    }

    @Override
    public void prepare(Numbers numbers) throws Exception {
        super.prepare(numbers);
        value = form.apply(numbers);
    }

    @Override
    public void move() throws Exception {
        client.put(Peer.KEY, value);
    }

    @Override
    public void close() {
        client.close();
    }
}
