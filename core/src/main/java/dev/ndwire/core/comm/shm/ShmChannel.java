package dev.ndwire.core.comm.shm;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectionClosedException;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.MessageWatch;
import dev.ndwire.core.comm.TransferListener;
import dev.ndwire.core.comm.socket.PlainStream;
import dev.ndwire.core.comm.socket.SocketFrameChannel;
import dev.ndwire.core.comm.socket.WatchedSocket;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.memory.SharedMemory;
import dev.ndwire.core.wire.FrameSource;
import dev.ndwire.core.wire.MalformedWireException;
import dev.ndwire.core.wire.WireLimits;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One end of a connection over shared memory.
///
/// What is handed over gets its name in the folder of the process that receives it, under a prefix that this process
/// chose: so the sender may close its memory, and even end, as soon as the message is written, and what a connection
/// leaves unread is found and deleted by its receiver.
final class ShmChannel implements FrameChannel {
    private static final Logger LOG = LoggerFactory.getLogger(ShmChannel.class);

    // Holds some thirty messages of which all frames are shared: so many are on their way to a peer that does not read.
    private static final int SEND_BUFFER_BYTES = 16 << 10;

    private final SocketFrameChannel socket;
    private final SharedMemory memory;
    private final WireLimits limits;
    private final boolean isSharingWrites;
    private final Path ownNames;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ReentrantLock greeting = new ReentrantLock();
    private volatile @Nullable Path peerNames;
    private long sentCount;
    private volatile long receivedCount;
    private volatile @Nullable Arrival current;
    private volatile @Nullable TransferListener listener;

    private ShmChannel(SocketChannel socket, Address address, SharedMemory memory, ConnectionSettings settings) {
        this.limits = settings.wireLimits();
        this.isSharingWrites = settings.security().isSharingWrites();
        this.memory = memory;
        this.ownNames = memory.folder().resolve(memory.newPrefix() + "-");
        PlainStream stream = new PlainStream(new WatchedSocket(socket), true);
        this.socket = new SocketFrameChannel(stream, address, address, true, onSocket(limits));
        memory.enter();
    }

    /// Takes a connected socket over.
    static ShmChannel of(SocketChannel socket, Address address, SharedMemory memory, ConnectionSettings settings)
            throws IOException {
        try {
            socket.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return new ShmChannel(socket, address, memory, settings);
    }

    // One frame more says where the others are.
    private static WireLimits onSocket(WireLimits limits) {
        long places = HandOver.maxByteSize(limits) + Greeting.MAX_BYTES;
        return new WireLimits(
                limits.maxFrames() == Integer.MAX_VALUE ? limits.maxFrames() : limits.maxFrames() + 1,
                limits.maxByteSize() > Long.MAX_VALUE - places ? Long.MAX_VALUE : limits.maxByteSize() + places);
    }

    /// Whoever watches now, or null.
    @Nullable
    TransferListener listener() {
        return listener;
    }

    /// The name of a file that is handed over.
    ///
    /// @param names the start of all such names
    /// @param number the file's number
    static Path nameOf(Path names, long number) {
        return names.resolveSibling(names.getFileName().toString() + number);
    }

    @Override
    public Address localAddress() {
        return socket.localAddress();
    }

    @Override
    public Address peerAddress() {
        return socket.peerAddress();
    }

    @Override
    public boolean isSameHost() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    // What comes next on the socket is what comes next here. A server shakes hands before it watches, so the peer's
    // greeting is read by then.
    @Override
    public MessageWatch watch() {
        return socket.watch();
    }

    @Override
    public void observe(TransferListener observer) {
        listener = observer;
    }

    @Override
    public MemoryPool gatheringPool(MemoryPool usual) {
        return MemoryPool.shared();
    }

    /// Exchanges greetings, once.
    ///
    /// @return the start of names in the peer's folder
    private Path greet() throws IOException {
        greeting.lock();
        try {
            Path known = peerNames;
            if (known == null) {
                socket.write(List.of(Greeting.of(ownNames).encode()));
                FrameSource theirs = socket.read(Lease.none());
                known = Greeting.read(theirs, memory.base(), peerAddress()).names();
                peerNames = known;
            }
            return known;
        } finally {
            greeting.unlock();
        }
    }

    @Override
    public void write(List<Frame> frames) throws IOException {
        Path names = greet();
        Departure departure = new Departure(memory, isSharingWrites, listener);
        try (Lease copies = MemoryPool.shared().lease(Ownership.LEASED)) {
            departure.add(frames, copies);
            link(departure, names);
            send(departure);
        }
    }

    private void link(Departure departure, Path names) throws IOException {
        boolean done = false;
        try {
            departure.link(names, sentCount);
            done = true;
        } catch (FileSystemException e) {
            throw new ConnectionClosedException(
                    "connection to " + peerAddress() + " failed while handing over: " + e.getMessage(), e);
        } finally {
            if (!done) {
                departure.unlink();
            }
        }
    }

    private void send(Departure departure) throws IOException {
        boolean wasInterrupted = Thread.currentThread().isInterrupted();
        boolean mayBeOut = false;
        try {
            socket.write(departure.toFrames(sentCount));
            mayBeOut = true;
        } catch (ConnectionClosedException e) {
            // Whoever else ends a write, the last bytes are not out: the peer has no use for what it may have mapped,
            // and if it is gone it looks for names no more. But Java tells of an interrupt even when all is out: then
            // the peer may have the message, and takes its names away; and it does so with those that it does not read.
            mayBeOut = !wasInterrupted && e.getCause() instanceof ClosedByInterruptException;
            throw e;
        } finally {
            if (!mayBeOut) {
                departure.unlink();
            }
        }
        sentCount += departure.fileCount();
        departure.tellSent();
    }

    @Override
    public FrameSource read(Lease lease) throws IOException {
        greet();
        FrameSource frames = socket.read(lease);
        if (frames.byteSize(0) > HandOver.maxByteSize(limits)) {
            throw new MalformedWireException(
                    "places of shared frames take " + frames.byteSize(0) + " bytes, at most "
                            + HandOver.maxByteSize(limits) + " are allowed",
                    0);
        }
        long received = receivedCount;
        HandOver handOver = HandOver.decode(frames.takeArray(), received, limits);
        Arrival arrival = new Arrival(frames, handOver, this, ownNames, memory, lease);
        current = arrival;
        receivedCount = received + handOver.files().size();
        if (closed.get()) {
            deleteUnread();
        }
        return arrival;
    }

    @Override
    public void close() {
        socket.close();
        finish();
    }

    @Override
    public void abort() {
        socket.abort();
        finish();
    }

    private void finish() {
        if (closed.compareAndSet(false, true)) {
            deleteUnread();
            Path names = peerNames;
            if (names != null && names.getParent() != null) {
                memory.sweep(names.getParent());
            }
            memory.leave();
        }
    }

    // The socket is closed: a peer that names more from now on will not be able to say so, and take the names back.
    private void deleteUnread() {
        try {
            Arrival last = current;
            if (last != null) {
                last.deleteUnmapped();
            }
            long next = receivedCount;
            while (Files.deleteIfExists(nameOf(ownNames, next))) {
                next++;
            }
        } catch (IOException e) {
            LOG.debug("names of {} stay", peerAddress(), e);
        }
    }
}
