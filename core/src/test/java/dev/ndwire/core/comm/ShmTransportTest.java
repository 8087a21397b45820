package dev.ndwire.core.comm;

import dev.ndwire.core.comm.shm.ShmTransport;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

class ShmTransportTest extends FrameTransportSuite {
    private final ShmTransport transport = new ShmTransport();
    private final AtomicInteger next = new AtomicInteger();

    @TempDir
    private Path sockets;

    @Override
    Transport transport() {
        return transport;
    }

    @Override
    Address anywhere() {
        return new Address(
                "shm", sockets.resolve(next.getAndIncrement() + ".sock").toString());
    }

    // Less than what is copied to shared memory: that goes by its name, and nobody waits.
    @Override
    int waitingBytes() {
        return 60_000;
    }
}
