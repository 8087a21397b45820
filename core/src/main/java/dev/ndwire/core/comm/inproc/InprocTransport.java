package dev.ndwire.core.comm.inproc;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.Channel;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.Listener;
import dev.ndwire.core.comm.Transport;
import java.io.IOException;
import java.time.Duration;

/// `inproc://name` between two ends in one process: messages go over by reference, nothing is serialized or copied.
///
/// Any text is a name, and `inproc://` listens under one that is free. A writer waits when it is 16 messages ahead of
/// its reader. Source: `distributed.comm.inproc`.
public final class InprocTransport implements Transport {
    static final String SCHEME = "inproc";

    /// Makes the transport; all of a process know the same listeners.
    public InprocTransport() {}

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public boolean isPrivate() {
        return true;
    }

    @Override
    public Channel connect(Address address, Duration timeout, ConnectionSettings settings) throws IOException {
        if (address.location().isEmpty()) {
            throw new IllegalArgumentException("address '" + address + "' names nobody to connect to");
        }
        ListenerNames names = ListenerNames.OF_PROCESS;
        return names.find(address).connect(names.anyFree(), timeout);
    }

    @Override
    public Listener listen(Address address, ConnectionSettings settings) throws IOException {
        return ListenerNames.OF_PROCESS.listen(address);
    }
}
