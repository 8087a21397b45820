package dev.ndwire.arrow.memory;

import dev.ndwire.core.memory.Lease;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.ref.Cleaner;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.jspecify.annotations.Nullable;

/// Where the buffers of one table lie, and how they are reached as segments.
///
/// Over a lease, bytes that lie in it become buffers without being copied, and whatever else the table needs is
/// allocated from it too: every buffer pins the lease, and every segment has the lease's lifetime. Without one, bytes
/// are copied into memory of [ArrowMemory#root], and segments live until this is closed.
///
/// Safe for use by several threads.
public final class BufferMemory implements AutoCloseable {
    private final @Nullable Lease lease;
    private final @Nullable MemorySegment mapped;
    private final BufferAllocator allocator;
    private final ConcurrentSkipListMap<Long, MemorySegment> leased;
    private final ConcurrentSkipListMap<Long, MemorySegment> own = new ConcurrentSkipListMap<>();
    private @Nullable Arena arena;
    private boolean isClosed;

    private BufferMemory(
            @Nullable Lease lease,
            @Nullable MemorySegment mapped,
            BufferAllocator allocator,
            ConcurrentSkipListMap<Long, MemorySegment> leased) {
        this.lease = lease;
        this.mapped = mapped;
        this.allocator = allocator;
        this.leased = leased;
    }

    /// Chooses memory.
    ///
    /// @param memory a lease, or anything else for memory of [ArrowMemory#root]
    /// @return memory without buffers
    /// @throws IllegalStateException if the JVM was started without what Arrow needs; the message has the flags
    public static BufferMemory in(SegmentAllocator memory) {
        var leased = new ConcurrentSkipListMap<Long, MemorySegment>();
        return memory instanceof Lease lease && lease != Lease.none()
                ? new BufferMemory(lease, null, ArrowMemory.of(new LeaseAllocation.Factory(lease, leased)), leased)
                : new BufferMemory(null, null, ArrowMemory.root(), leased);
    }

    /// Memory that the garbage collector owns, such as a mapped file: bytes in it become buffers without being copied.
    ///
    /// @param automatic memory of [Arena#ofAuto]
    /// @return memory without buffers; what is new is of [ArrowMemory#root]
    /// @throws IllegalStateException if the JVM was started without what Arrow needs; the message has the flags
    public static BufferMemory over(MemorySegment automatic) {
        return new BufferMemory(null, automatic, ArrowMemory.root(), new ConcurrentSkipListMap<>());
    }

    /// The same for a table of its own over the same buffers, which closes by itself.
    ///
    /// @return memory with segments of its own
    public BufferMemory beside() {
        return new BufferMemory(lease, mapped, allocator, leased);
    }

    /// What counts the buffers and makes new ones.
    ///
    /// @return an allocator that is never closed
    public BufferAllocator allocator() {
        return allocator;
    }

    /// Makes a buffer of bytes that are there: a view if they lie in the lease, else a copy.
    ///
    /// A buffer is released by whoever has it; one that is dropped gives its memory back when the garbage collector
    /// finds it, though its allocator goes on counting it.
    ///
    /// @param bytes what the buffer is to hold; not empty
    /// @return a buffer with one reference, which the caller releases; its writer index is at its end
    /// @throws IllegalStateException if the memory of `bytes`, or the lease, is closed
    public ArrowBuf buffer(MemorySegment bytes) {
        if (lease != null && bytes.isNative() && lease.owns(bytes)) {
            return view(bytes, lease.pin());
        }
        if (mapped != null && bytes.scope().equals(mapped.scope())) {
            return view(bytes, Lease.none().pin());
        }
        ArrowBuf copy = allocator.buffer(bytes.byteSize());
        MemorySegment.copy(bytes, 0, ArrowMemory.segment(copy), 0, bytes.byteSize());
        copy.writerIndex(bytes.byteSize());
        return copy;
    }

    private ArrowBuf view(MemorySegment bytes, Lease.Hold pin) {
        leased.put(bytes.address(), bytes);
        return allocator.wrapForeignAllocation(new View(bytes, pin));
    }

    /// Views a buffer as a segment.
    ///
    /// @param buffer a buffer of the table; whoever uses the segment keeps the table open, or holds the lease
    /// @return all of its bytes
    /// @throws IllegalStateException if this is closed
    public synchronized MemorySegment segment(ArrowBuf buffer) {
        requireOpen();
        MemorySegment found = find(leased, buffer);
        if (found == null) {
            found = find(own, buffer);
        }
        return found == null ? ownView(buffer) : found;
    }

    private static @Nullable MemorySegment find(ConcurrentSkipListMap<Long, MemorySegment> segments, ArrowBuf buffer) {
        long address = buffer.memoryAddress();
        Map.Entry<Long, MemorySegment> nearest = segments.floorEntry(address);
        if (nearest == null) {
            return null;
        }
        long byteOffset = address - nearest.getKey();
        MemorySegment segment = nearest.getValue();
        return byteOffset > segment.byteSize() - buffer.capacity()
                ? null
                : segment.asSlice(byteOffset, buffer.capacity());
    }

    @SuppressWarnings("MustBeClosed") // closed by close()
    private MemorySegment ownView(ArrowBuf buffer) {
        if (arena == null) {
            arena = Arena.ofShared();
        }
        MemorySegment view = ArrowMemory.segment(buffer, arena);
        own.put(buffer.memoryAddress(), view);
        return view;
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("this table is closed");
        }
    }

    /// Ends the segments that no lease ends. Closing again does nothing.
    ///
    /// @throws IllegalStateException if a channel is reading such a segment at this moment; it stays open then
    @Override
    public synchronized void close() {
        if (arena != null) {
            arena.close();
            arena = null;
        }
        isClosed = true;
    }

    /// Memory that a lease has: reaching it is enough for [Ownership#AUTOMATIC], a pin for [Ownership#LEASED].
    private static final class View extends ForeignAllocation {
        private final Cleaner.Cleanable memory;

        View(MemorySegment bytes, Lease.Hold hold) {
            super(bytes.byteSize(), bytes.address());
            this.memory = ArrowMemory.CLEANER.register(this, new LeaseAllocation.End(bytes, hold));
        }

        @Override
        protected void release0() {
            memory.clean();
        }
    }
}
