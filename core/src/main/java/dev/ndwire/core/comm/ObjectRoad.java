package dev.ndwire.core.comm;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.message.PassedMessage;
import dev.ndwire.core.value.MalformedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Messages by reference, to a receiver in the same process.
///
/// What keeps a message's memory goes along with it, and is given back when the receiver closes the lease that it gets.
final class ObjectRoad implements MessageRoad {
    private final ObjectChannel channel;
    private final ConnectionSettings settings;
    private final Handshake handshake;
    private volatile @Nullable TransferListener listener;
    // Of the thread that reads.
    private LostMessage lost = LostMessage.UNKNOWN;

    ObjectRoad(ObjectChannel channel, ConnectionSettings settings, Handshake handshake) {
        this.channel = channel;
        this.settings = settings;
        this.handshake = handshake;
    }

    @Override
    public void observe(TransferListener observer) {
        listener = observer;
    }

    // No byte moves.
    private void tellStart() {
        TransferListener observer = listener;
        if (observer != null) {
            observer.messageStarted(0);
        }
    }

    @Override
    public void write(@Nullable Object message, Serialization serialization, Lease.@Nullable Hold hold)
            throws IOException {
        boolean done = false;
        try {
            Parcel parcel = new Parcel(PassedMessage.of(message), hold);
            tellStart();
            send(parcel);
            done = true;
        } finally {
            if (!done && hold != null) {
                hold.close();
            }
        }
    }

    private void send(Parcel parcel) throws IOException {
        try {
            channel.write(parcel);
        } catch (IOException e) {
            channel.abort();
            throw e;
        }
    }

    @Override
    public Received read(Ownership ownership, Serialization serialization) throws IOException {
        Parcel parcel = receive();
        Lease lease = leaseFor(parcel, ownership);
        boolean done = false;
        try {
            Received received = new Received(open(parcel, lease, serialization), lease);
            done = true;
            return received;
        } catch (MalformedException | SerializationException | MemoryBudgetExceededException objectIsLost) {
            lost = LostMessage.of(((PassedMessage) parcel.content()).unopened());
            throw objectIsLost;
        } finally {
            if (!done) {
                lease.close();
            }
        }
    }

    private Parcel receive() throws IOException {
        try {
            return channel.read();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    // A listener may throw: then nobody else would give the memory of the parcel back.
    private Lease leaseFor(Parcel parcel, Ownership ownership) {
        boolean done = false;
        try {
            tellStart();
            Lease lease = settings.pool().lease(ownership);
            done = true;
            return lease;
        } finally {
            if (!done) {
                parcel.release();
            }
        }
    }

    private @Nullable Object open(Parcel parcel, Lease lease, Serialization serialization) {
        PassedMessage message = (PassedMessage) parcel.content();
        if (parcel.hold() != null && lease.ownership() == Ownership.AUTOMATIC) {
            // Nobody would say when the sender may have its memory back.
            try {
                return message.copy(serialization, receiving(lease), settings.headerLimits(), settings.wireLimits());
            } finally {
                parcel.release();
            }
        }
        if (parcel.hold() != null) {
            lease.onEnd(parcel::release);
        }
        return message.open(serialization, receiving(lease), settings.headerLimits(), settings.wireLimits());
    }

    private Context receiving(Lease lease) {
        return handshake.receiving(channel, lease, settings.serialization());
    }

    @Override
    public LostMessage lost() {
        return lost;
    }
}
