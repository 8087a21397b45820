package dev.ndwire.arrow.memory;

import dev.ndwire.core.memory.Lease;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
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
    private static final int ALIGNMENT = 64;

    private final @Nullable Lease lease;
    private final @Nullable MemorySegment mapped;
    private final BufferAllocator allocator;
    private final SegmentIndex leased;
    private final SegmentIndex own = new SegmentIndex();
    private @Nullable Arena arena;
    private boolean isClosed;

    private BufferMemory(
            @Nullable Lease lease, @Nullable MemorySegment mapped, BufferAllocator allocator, SegmentIndex leased) {
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
        var leased = new SegmentIndex();
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
        return new BufferMemory(null, automatic, ArrowMemory.root(), new SegmentIndex());
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
        return isViewed(bytes) ? view(List.of(bytes)) : copy(bytes);
    }

    /// Makes a buffer of each of several pieces, as [#buffer] does.
    ///
    /// Pieces that lie side by side are counted and held as one, since counting costs more than anything else that a
    /// small buffer needs.
    ///
    /// @param pieces what the buffers are to hold; none is empty
    /// @return a buffer for each, with one reference of its own, which the caller releases
    /// @throws IllegalStateException if the memory of a piece, or the lease, is closed
    public List<ArrowBuf> buffers(List<MemorySegment> pieces) {
        var buffers = new ArrayList<ArrowBuf>(pieces.size());
        boolean done = false;
        try {
            for (int start = 0; start < pieces.size(); ) {
                int end = endOfRun(pieces, start);
                List<MemorySegment> run = pieces.subList(start, end);
                if (run.size() == 1) {
                    buffers.add(buffer(run.get(0)));
                } else {
                    views(run, buffers);
                }
                start = end;
            }
            done = true;
            return buffers;
        } finally {
            if (!done) {
                buffers.forEach(buffer -> buffer.getReferenceManager().release());
            }
        }
    }

    private boolean isViewed(MemorySegment bytes) {
        return lease != null ? bytes.isNative() && lease.owns(bytes) : mapped != null && isWithScope(bytes, mapped);
    }

    private static boolean isWithScope(MemorySegment bytes, MemorySegment other) {
        return bytes.scope().equals(other.scope());
    }

    /// The first piece that does not go on where the one before it ends, but for what aligns it.
    private int endOfRun(List<MemorySegment> pieces, int start) {
        int end = start + 1;
        if (!isViewed(pieces.get(start))) {
            return end;
        }
        MemorySegment last = pieces.get(start);
        for (; end < pieces.size(); end++) {
            MemorySegment next = pieces.get(end);
            long gap = next.address() - (last.address() + last.byteSize());
            if (gap < 0 || gap >= ALIGNMENT || !isWithScope(next, last)) {
                return end;
            }
            last = next;
        }
        return end;
    }

    private void views(List<MemorySegment> run, List<ArrowBuf> buffers) {
        ArrowBuf whole = view(run);
        whole.getReferenceManager().retain(run.size() - 1);
        for (MemorySegment piece : run) {
            ArrowBuf buffer = whole.slice(piece.address() - whole.memoryAddress(), piece.byteSize());
            buffers.add(buffer.writerIndex(piece.byteSize()));
        }
    }

    /// Makes a buffer of memory that others own; [#segment] views it until this is closed.
    ///
    /// @param bytes not empty; used by their address
    /// @param owner keeps them there; closed once, when the last reference to the buffer is released or the garbage
    ///     collector finds that it was dropped, on that thread or another
    /// @return a buffer with one reference, which the caller releases; its writer index is at its end
    public ArrowBuf borrow(MemorySegment bytes, Lease.Hold owner) {
        return allocator.wrapForeignAllocation(new View(bytes.byteSize(), bytes, owner));
    }

    /// @param run pieces with one scope, from lower addresses to higher ones
    private ArrowBuf view(List<MemorySegment> run) {
        Lease.Hold pin = (lease == null ? Lease.none() : lease).pin();
        leased.addAll(run);
        MemorySegment first = run.get(0);
        MemorySegment last = run.get(run.size() - 1);
        long byteSize = last.address() + last.byteSize() - first.address();
        return allocator.wrapForeignAllocation(new View(byteSize, first, pin));
    }

    private ArrowBuf copy(MemorySegment bytes) {
        ArrowBuf copy = allocator.buffer(bytes.byteSize());
        MemorySegment.copy(bytes, 0, ArrowMemory.segment(copy), 0, bytes.byteSize());
        return copy.writerIndex(bytes.byteSize());
    }

    /// Views a buffer as a segment.
    ///
    /// @param buffer a buffer of the table; whoever uses the segment keeps the table open, or holds the lease
    /// @return all of its bytes
    /// @throws IllegalStateException if this is closed
    public synchronized MemorySegment segment(ArrowBuf buffer) {
        requireOpen();
        MemorySegment found = leased.find(buffer);
        if (found == null) {
            found = own.find(buffer);
        }
        return found == null ? ownView(buffer) : found;
    }

    @SuppressWarnings("MustBeClosed") // closed by close()
    private MemorySegment ownView(ArrowBuf buffer) {
        if (arena == null) {
            arena = Arena.ofShared();
        }
        MemorySegment view = ArrowMemory.segment(buffer, arena);
        own.add(view);
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

        /// @param byteSize how many bytes from the first piece's start on, all within its scope
        View(long byteSize, MemorySegment first, Lease.Hold hold) {
            super(byteSize, first.address());
            this.memory = ArrowMemory.CLEANER.register(this, new LeaseAllocation.End(first, hold));
        }

        @Override
        protected void release0() {
            memory.clean();
        }
    }
}
