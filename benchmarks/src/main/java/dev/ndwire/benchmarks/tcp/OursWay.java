package dev.ndwire.benchmarks.tcp;

import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.family.Serialization;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Ours, as a user has it: a client puts the table.
final class OursWay implements Way {
    private final String family;
    private final Client client;
    private @Nullable Table table;

    /// Connects.
    ///
    /// @param address of a server of ours, or of one of `distributed`
    /// @param family which writes the table
    OursWay(String address, String family) throws IOException {
        this.family = family;
        this.client = Client.connect(address).with(Serialization.standard().writing(family));
    }

    @Override
    public String name() {
        return name(family);
    }

    static String name(String family) {
        return "ndwire, family `" + family + "`";
    }

    @Override
    public void prepare(Numbers numbers) {
        table = numbers.table();
    }

    @Override
    public void send() throws IOException {
        client.put(Peer.KEY, table);
    }

    @Override
    public void drop() throws IOException {
        client.remove(Peer.KEY);
    }

    @Override
    public void close() {
        client.close();
    }
}
