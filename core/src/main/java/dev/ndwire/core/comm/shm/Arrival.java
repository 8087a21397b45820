package dev.ndwire.core.comm.shm;

import dev.ndwire.core.comm.ConnectionClosedException;
import dev.ndwire.core.comm.TransferListener;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.SharedMemory;
import dev.ndwire.core.wire.FrameSource;
import dev.ndwire.core.wire.MalformedWireException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The frames of one message that came: those in shared files are mapped when the first of a file is taken.
final class Arrival implements FrameSource {
    private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

    private final FrameSource socket;
    private final HandOver handOver;
    private final ShmChannel channel;
    private final Path names;
    private final SharedMemory memory;
    private final Lease lease;
    private final @Nullable Frame[] mapped;
    private final boolean[] isTaken;
    private int position;

    /// @param socket the rest of what came over the socket
    /// @param handOver where the frames are, checked
    /// @param channel asked for who watches
    /// @param names the start of all names of the connection's files
    /// @param memory where they are mapped
    /// @param lease what mappings belong to
    Arrival(FrameSource socket, HandOver handOver, ShmChannel channel, Path names, SharedMemory memory, Lease lease) {
        this.socket = socket;
        this.handOver = handOver;
        this.channel = channel;
        this.names = names;
        this.memory = memory;
        this.lease = lease;
        this.mapped = new @Nullable Frame[handOver.files().size()];
        this.isTaken = new boolean[handOver.files().size()];
        requireSocketFrames();
    }

    private void requireSocketFrames() {
        List<HandOver.Part> parts = handOver.frames();
        int next = socket.position();
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).isInFile()) {
                long found = next < socket.frameCount() ? socket.byteSize(next) : -1;
                if (found != parts.get(i).byteSize()) {
                    throw new MalformedWireException(
                            "frame " + i + " has " + parts.get(i).byteSize() + " bytes, on the socket "
                                    + (found < 0 ? "it is missing" : "it has " + found),
                            0);
                }
                next++;
            }
        }
        if (next != socket.frameCount()) {
            throw new MalformedWireException(
                    (socket.frameCount() - next) + " frames on the socket belong to no frame of the message", 0);
        }
    }

    @Override
    public int frameCount() {
        return handOver.frames().size();
    }

    @Override
    public long byteSize(int index) {
        return handOver.frames().get(index).byteSize();
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public Frame take(SegmentAllocator allocator) throws IOException {
        HandOver.Part part = handOver.frames().get(position);
        Frame taken = part.isInFile()
                ? file(part.file() - 1).slice(part.byteOffset(), part.byteSize())
                : socket.take(allocator);
        advance(part);
        return taken;
    }

    @Override
    public Frame takeOwn(SegmentAllocator allocator) throws IOException {
        boolean isShared = handOver.frames().get(position).isInFile();
        Frame taken = take(allocator);
        if (!isShared || taken.byteSize() == 0) {
            return taken;
        }
        MemorySegment own = allocator.allocate(taken.byteSize(), 1);
        taken.copyTo(own);
        return Frame.of(own);
    }

    @Override
    public byte[] takeArray() throws IOException {
        HandOver.Part part = handOver.frames().get(position);
        if (part.byteSize() > MAX_ARRAY_BYTES) {
            throw new MalformedWireException(
                    "frame " + position + " is a header of " + part.byteSize() + " bytes, at most " + MAX_ARRAY_BYTES
                            + " are allowed",
                    0);
        }
        byte[] taken = part.isInFile()
                ? file(part.file() - 1)
                        .slice(part.byteOffset(), part.byteSize())
                        .toByteArray()
                : socket.takeArray();
        advance(part);
        return taken;
    }

    @Override
    public void skip() throws IOException {
        HandOver.Part part = handOver.frames().get(position);
        if (!part.isInFile()) {
            socket.skip();
        }
        advance(part);
    }

    private void advance(HandOver.Part part) throws IOException {
        position++;
        TransferListener observer = channel.listener();
        if (observer != null && part.byteSize() > 0) {
            observer.bytesMoved(part.byteSize());
        }
        if (position == frameCount()) {
            deleteUnmapped();
        }
    }

    private Frame file(int index) throws IOException {
        Frame found = mapped[index];
        if (found == null) {
            if (!claim(index)) {
                throw new ConnectionClosedException(
                        "connection to " + channel.peerAddress() + " was closed here while reading");
            }
            found = map(handOver.files().get(index));
            mapped[index] = found;
        }
        return found;
    }

    /// Says who deletes a name, once: whoever maps the file, with the mapping, or whoever ends the connection. Else the
    /// sender could take memory for free that is still mapped here.
    private boolean claim(int index) {
        synchronized (isTaken) {
            boolean isFirst = !isTaken[index];
            isTaken[index] = true;
            return isFirst;
        }
    }

    private Frame map(HandOver.SharedFile file) throws IOException {
        Path name = ShmChannel.nameOf(names, file.number());
        try {
            return Frame.of(memory.map(name, file.byteOffset(), file.byteSize(), file.isWriteable(), lease));
        } catch (IOException e) {
            throw new ConnectionClosedException(
                    "connection to " + channel.peerAddress() + " failed, shared file " + file.number()
                            + " cannot be mapped: " + e.getMessage(),
                    e);
        }
    }

    /// Deletes the names of files that nobody wanted. May be called at any time by the thread that ends the connection.
    void deleteUnmapped() throws IOException {
        for (int i = 0; i < isTaken.length; i++) {
            if (claim(i)) {
                Files.deleteIfExists(
                        ShmChannel.nameOf(names, handOver.files().get(i).number()));
            }
        }
    }
}
