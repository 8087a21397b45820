package dev.ndwire.arrow.memory;

import dev.ndwire.core.memory.MemoryBudget;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.function.Consumer;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// Where Arrow's buffers come from.
///
/// New buffers are the system's memory and count against [MemoryBudget#standard]; those of a table that was received
/// lie
/// in the message's lease ([BufferMemory]).
///
/// All methods may be called by any thread.
public final class ArrowMemory {
    /// What the JVM has to be started with for Arrow.
    public static final String FLAGS = "--add-opens=java.base/java.nio=org.apache.arrow.memory.core,ALL-UNNAMED"
            + " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";

    /// Gives back what was dropped without being closed.
    static final Cleaner CLEANER = Cleaner.create();

    private ArrowMemory() {}

    /// The root of all allocators that this library makes. It is never closed.
    ///
    /// @return the same allocator at every call
    /// @throws IllegalStateException if the JVM was started without what Arrow needs; the message has the flags
    public static BufferAllocator root() {
        try {
            return Root.ALLOCATOR;
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new IllegalStateException("Arrow cannot reach native memory: start Java with " + FLAGS, e);
        }
    }

    private static final class Root {
        static final BufferAllocator ALLOCATOR = allocator(NativeAllocation.within(MemoryBudget.standard()));
    }

    /// Makes an allocator over memory of a kind.
    ///
    /// @param memory makes what buffers lie in
    /// @throws IllegalStateException if the JVM was started without what Arrow needs; the message has the flags
    static BufferAllocator of(AllocationManager.Factory memory) {
        root();
        return allocator(memory);
    }

    private static BufferAllocator allocator(AllocationManager.Factory memory) {
        return new RootAllocator(RootAllocator.configBuilder()
                .allocationManagerFactory(memory)
                .maxAllocation(Long.MAX_VALUE)
                .build());
    }

    /// Views a buffer as a segment without a lifetime of its own, for the moment: whoever uses it keeps the buffer.
    ///
    /// @param buffer any buffer
    /// @return all of its bytes
    @SuppressWarnings("restricted") // a buffer has that many bytes at its address while it is not released
    public static MemorySegment segment(ArrowBuf buffer) {
        return MemorySegment.ofAddress(buffer.memoryAddress()).reinterpret(buffer.capacity());
    }

    /// Views a buffer as a segment, which reaches the buffer.
    ///
    /// @param buffer any buffer
    /// @param arena how long the segment can be used; whoever closes it releases the buffer after that, and not before
    /// @return all of its bytes
    @SuppressWarnings("restricted") // a buffer has that many bytes at its address while it is not released
    public static MemorySegment segment(ArrowBuf buffer, Arena arena) {
        // There is nothing to do at the arena's end, but this reaches the buffer: so the garbage collector leaves the
        // memory of a table that was dropped to those who still use a segment of it.
        return MemorySegment.ofAddress(buffer.memoryAddress())
                .reinterpret(buffer.capacity(), arena, new Reached(buffer));
    }

    /// Does nothing, and reaches a buffer.
    private record Reached(ArrowBuf buffer) implements Consumer<MemorySegment> {
        @Override
        public void accept(MemorySegment ended) {}
    }
}
