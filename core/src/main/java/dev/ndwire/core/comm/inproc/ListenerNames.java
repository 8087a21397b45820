package dev.ndwire.core.comm.inproc;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectFailedException;
import dev.ndwire.core.comm.ConnectFailedException.Reason;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Who listens in this process, by name. Source: `Manager` of `distributed.comm.inproc`.
final class ListenerNames {
    /// Those of the process, as it has one network: listeners that are found by nobody would be of no use.
    static final ListenerNames OF_PROCESS = new ListenerNames();

    private final Map<String, InprocListener> listeners = new ConcurrentHashMap<>();
    private final AtomicLong lastNumber = new AtomicLong();

    /// A name that nobody has, and that tells of which process it is.
    Address anyFree() {
        String name;
        do {
            name = ProcessHandle.current().pid() + "/" + lastNumber.incrementAndGet();
        } while (listeners.containsKey(name));
        return new Address(InprocTransport.SCHEME, name);
    }

    InprocListener listen(Address address) throws IOException {
        Address named = address.location().isEmpty() ? anyFree() : address;
        InprocListener listener = new InprocListener(named, this);
        if (listeners.putIfAbsent(named.location(), listener) != null) {
            throw new IOException("cannot listen on " + named + ": somebody does already");
        }
        return listener;
    }

    InprocListener find(Address address) throws ConnectFailedException {
        InprocListener listener = listeners.get(address.location());
        if (listener == null) {
            throw refused(address);
        }
        return listener;
    }

    static ConnectFailedException refused(Address address) {
        return new ConnectFailedException(
                Reason.REFUSED, "cannot connect to " + address + ": nobody in this process listens there", null);
    }

    void remove(InprocListener listener) {
        listeners.remove(listener.address().location(), listener);
    }
}
