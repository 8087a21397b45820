package dev.ndwire.core.comm.shm;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.FrameListener;
import dev.ndwire.core.comm.Transport;
import dev.ndwire.core.comm.unix.UnixListener;
import dev.ndwire.core.comm.unix.UnixSockets;
import dev.ndwire.core.memory.SharedMemory;
import java.io.IOException;
import java.time.Duration;

/// `shm://path`: a socket as that of `unix://path`, and memory that both ends map.
///
/// Both ends are processes of one user, and keep their shared memory in one folder. What lies in memory of
/// [dev.ndwire.core.memory.MemoryPool#shared()] is handed over as it is; what lies elsewhere, and is not small, is
/// copied there once. It arrives read-only unless the sender's settings grant writes.
public final class ShmTransport implements Transport {
    private static final String SCHEME = "shm";

    /// Makes the transport; it holds nothing.
    public ShmTransport() {}

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public boolean isPrivate() {
        return true;
    }

    @Override
    public FrameChannel connect(Address address, Duration timeout, ConnectionSettings settings) throws IOException {
        SharedMemory memory = SharedMemory.standard();
        return UnixSockets.channelOf(
                UnixSockets.connect(address, timeout),
                address,
                (socket, ofBoth) -> ShmChannel.of(socket, ofBoth, memory, settings));
    }

    @Override
    public FrameListener listen(Address address, ConnectionSettings settings) throws IOException {
        SharedMemory memory = SharedMemory.standard();
        return UnixListener.listen(address, (socket, ofBoth) -> ShmChannel.of(socket, ofBoth, memory, settings));
    }
}
