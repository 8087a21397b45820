package dev.ndwire.cli.demo;

import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Received;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;

/// As a user does it: a client puts the array, and gets it.
record ProductWay(Client client, boolean isCopying) implements Way {
    @Override
    public void put(NDArray array) throws IOException {
        client.put(SecondJvm.KEY, array);
    }

    @Override
    public Arrived get() throws IOException {
        Received received = client.get(SecondJvm.KEY);
        return new Arrived(received.as(NDArray.class), received.lease());
    }

    @Override
    public void drop() throws IOException {
        client.remove(SecondJvm.KEY);
    }
}
