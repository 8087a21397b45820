package dev.ndwire.core.comm.inproc;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectionClosedException;
import dev.ndwire.core.comm.ObjectChannel;
import dev.ndwire.core.comm.Parcel;
import java.io.IOException;

/// One end of a connection within the process.
final class InprocChannel implements ObjectChannel {
    private final Address localAddress;
    private final Address peerAddress;
    private final ParcelQueue outgoing;
    private final ParcelQueue incoming;
    private volatile boolean closedHere;

    private InprocChannel(Address localAddress, Address peerAddress, ParcelQueue outgoing, ParcelQueue incoming) {
        this.localAddress = localAddress;
        this.peerAddress = peerAddress;
        this.outgoing = outgoing;
        this.incoming = incoming;
    }

    /// The two ends of a connection.
    record Pair(InprocChannel connecting, InprocChannel accepted) {
        static Pair of(Address connecting, Address listening) {
            ParcelQueue there = new ParcelQueue();
            ParcelQueue back = new ParcelQueue();
            return new Pair(
                    new InprocChannel(connecting, listening, there, back),
                    new InprocChannel(listening, connecting, back, there));
        }
    }

    @Override
    public Address localAddress() {
        return localAddress;
    }

    @Override
    public Address peerAddress() {
        return peerAddress;
    }

    @Override
    public boolean isSameHost() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return !closedHere && incoming.isQuiet();
    }

    @Override
    public void write(Parcel parcel) throws IOException {
        boolean taken;
        try {
            taken = outgoing.put(parcel);
        } catch (InterruptedException e) {
            throw interrupted("writing", e);
        }
        if (!taken) {
            throw ended("writing");
        }
    }

    @Override
    public Parcel read() throws IOException {
        Parcel parcel;
        try {
            parcel = incoming.take();
        } catch (InterruptedException e) {
            throw interrupted("reading", e);
        }
        if (parcel == null) {
            throw ended("reading");
        }
        return parcel;
    }

    /// As a socket that is used by a thread while it is interrupted.
    private ConnectionClosedException interrupted(String doing, InterruptedException e) {
        Thread.currentThread().interrupt();
        abort();
        return new ConnectionClosedException(
                "connection to " + peerAddress + " was interrupted here while " + doing, e);
    }

    private ConnectionClosedException ended(String doing) {
        return new ConnectionClosedException(
                closedHere
                        ? "connection to " + peerAddress + " was closed here while " + doing
                        : peerAddress + " closed the connection");
    }

    @Override
    public void close() {
        closedHere = true;
        outgoing.end();
        incoming.drop();
    }

    @Override
    public void abort() {
        close();
        outgoing.drop();
    }
}
