package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.comm.shm.ShmTransport;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.SharedMemory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Both ends of a connection over `shm://`, in one process.
record ShmPair(Connection near, Connection far, FrameListener listener) implements AutoCloseable {
    static final ConnectionSettings READ_ONLY =
            ConnectionSettings.standard().with(Blob.SERIALIZATION).with(Security.none());
    static final ConnectionSettings GRANTING = READ_ONLY.with(Security.none().withSharedWrites(true));

    /// Connects through a socket in a folder.
    static ShmPair connect(Path sockets, ConnectionSettings settings) throws Exception {
        ShmTransport transport = new ShmTransport();
        FrameListener listener = transport.listen(anywhere(sockets), settings);
        Background<Connection> accepted =
                Background.run(() -> Connection.shakeHands(listener.accept(), settings, settings.connectTimeout()));
        FrameChannel channel = transport.connect(listener.address(), settings.connectTimeout(), settings);
        Connection near = Connection.shakeHands(channel, settings, settings.connectTimeout());
        return new ShmPair(near, accepted.await(), listener);
    }

    static Address anywhere(Path sockets) throws IOException {
        return new Address(
                "shm", Files.createTempDirectory(sockets, "s").resolve("s").toString());
    }

    static MemorySegment segmentOf(Received received) {
        return received.as(Blob.class).content().segments().get(0);
    }

    static byte first(Received received) {
        return segmentOf(received).get(ValueLayout.JAVA_BYTE, 0);
    }

    /// All names in the folder of this process, when it keeps no memory for later.
    static List<Path> names() throws IOException {
        MemoryPool.shared().trim();
        try (Stream<Path> all = Files.list(SharedMemory.standard().folder())) {
            return all.sorted().toList();
        }
    }

    /// The one name under which something was handed over that is not received yet.
    static Path handedOver(List<Path> before) throws IOException {
        List<Path> fresh = names().stream()
                .filter(name -> name.getFileName().toString().contains("-"))
                .filter(name -> !before.contains(name))
                .toList();
        assertThat(fresh).hasSize(1);
        return fresh.get(0);
    }

    @Override
    public void close() {
        near.close();
        far.close();
        listener.close();
    }
}
