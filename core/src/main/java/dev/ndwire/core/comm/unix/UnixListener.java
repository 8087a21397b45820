package dev.ndwire.core.comm.unix;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.FrameListener;
import dev.ndwire.core.wire.WireLimits;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A listening socket of the Unix domain.
final class UnixListener implements FrameListener {
    private final SocketFile file;
    private final Address address;
    private final WireLimits limits;

    UnixListener(SocketFile file, WireLimits limits) {
        this.file = file;
        this.address = new Address(UnixTransport.SCHEME, file.path().toString());
        this.limits = limits;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public FrameChannel accept() throws IOException {
        // The end that connects has no name of its own.
        return UnixTransport.channelOf(file.channel().accept(), address, address, limits);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop listening on " + address, e);
        }
    }
}
