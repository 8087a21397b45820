package dev.ndwire.core.comm;

import dev.ndwire.core.Blob;
import dev.ndwire.core.comm.shm.ShmTransport;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.memory.SharedMemory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A process that has shared memory, and is killed by the test that started it.
final class ShmInAJvmOfItsOwn {
    static final int BYTE_SIZE = 1 << 20;
    private static final int ROUNDS = 20;
    private static final ConnectionSettings SETTINGS =
            ConnectionSettings.standard().with(Blob.SERIALIZATION).with(Security.none());
    private static final ShmTransport TRANSPORT = new ShmTransport();

    private ShmInAJvmOfItsOwn() {}

    public static void main(String[] arguments) throws IOException {
        Address address = arguments.length > 1 ? new Address("shm", arguments[1]) : new Address("shm", "none");
        switch (arguments[0]) {
            case "send" -> send(address);
            case "hold" -> hold(address);
            case "serve" -> serve(address);
            case "exchange" -> exchange(address, Long.parseLong(arguments[2]));
            case "start" ->
                System.out.println("started in " + SharedMemory.standard().folder());
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void say(String line) throws IOException {
        System.out.println(line);
        System.out.flush();
    }

    /// Sends one blob from shared memory and one from elsewhere, and holds the former.
    private static void send(Address address) throws IOException {
        try (FrameListener listener = TRANSPORT.listen(address, SETTINGS)) {
            say("listening");
            Connection connection = Connection.shakeHands(listener.accept(), SETTINGS, SETTINGS.connectTimeout());
            Lease lease = MemoryPool.shared().lease(Ownership.LEASED);
            MemorySegment memory = lease.allocate(BYTE_SIZE, 64);
            Blob.random(BYTE_SIZE, 1).content().copyTo(memory);
            connection.write(List.of(new Blob(Frame.of(memory)), Blob.random(BYTE_SIZE, 2)));
            connection.write(Blob.random(BYTE_SIZE, 3));
            say("sent");
            System.in.read();
            try {
                connection.read().close();
            } catch (IOException e) {
                say("alone");
            }
            System.in.read();
        }
    }

    private static void serve(Address address) throws IOException {
        try (Server server = Server.listen(SETTINGS, List.of(address.toString()))) {
            say("listening");
            System.in.read();
            say(server.keys().isEmpty() ? "nothing left" : "left " + server.keys());
        }
    }

    /// Puts a blob again and again, gets it, and takes it away, while others do.
    private static void exchange(Address address, long seed) throws IOException {
        try (Client client = Client.connect(address.toString(), SETTINGS)) {
            for (int round = 0; round < ROUNDS; round++) {
                String key = seed + "-" + round;
                Blob blob = Blob.random(BYTE_SIZE, 1000 * seed + round);
                client.put(key, blob);
                try (Received received = client.get(key)) {
                    if (!blob.equals(received.value())) {
                        throw new IOException(key + " is not what was put");
                    }
                }
                client.remove(key);
            }
        }
        say("exchanged");
    }

    /// Reads the first message and not the second.
    private static void hold(Address address) throws IOException {
        FrameChannel channel = TRANSPORT.connect(address, SETTINGS.connectTimeout(), SETTINGS);
        Connection connection = Connection.shakeHands(channel, SETTINGS, SETTINGS.connectTimeout());
        Received received = connection.read();
        List<Blob> expected = List.of(Blob.random(BYTE_SIZE, 1), Blob.random(BYTE_SIZE, 2));
        while (true) {
            say(received.value() instanceof List<?> found && found.equals(expected) ? "holding" : "lost");
            System.in.read();
        }
    }
}
