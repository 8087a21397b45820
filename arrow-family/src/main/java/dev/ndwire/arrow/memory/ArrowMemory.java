package dev.ndwire.arrow.memory;

import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.nio.Buffer;
import java.util.function.Consumer;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// Where Arrow's buffers come from.
///
/// New buffers are the system's memory and count against [MemoryBudget#standard]; those of a table that was received
/// lie in the message's lease ([BufferMemory]).
///
/// All methods may be called by any thread.
public final class ArrowMemory {
    private static final String UNNAMED = "ALL-UNNAMED";

    /// What the JVM has to be started with for Arrow: on the class path or on the module path, as this one was. (Java
    /// warns of flags that name a module which is not there.)
    public static final String FLAGS = flags(RootAllocator.class.getModule(), ArrowMemory.class.getModule());

    // Arrow starts without that, and fails later on, wherever it makes a ByteBuffer of an address.
    private static final boolean IS_OPEN =
            Buffer.class.getModule().isOpen(Buffer.class.getPackageName(), RootAllocator.class.getModule());

    /// Gives back what was dropped without being closed.
    static final Cleaner CLEANER = Cleaner.create();

    private ArrowMemory() {}

    /// Has something given back when its user is dropped without being closed.
    ///
    /// @param user what is closed as a rule
    /// @param work gives back, and does not reach the user
    /// @return does the work now, at most once
    public static Cleaner.Cleanable whenDropped(Object user, Runnable work) {
        return CLEANER.register(user, work);
    }

    /// The root of all allocators that this library makes. It is never closed.
    ///
    /// @return the same allocator at every call
    /// @throws MissingFlagsException if the JVM was started without what Arrow needs
    public static BufferAllocator root() {
        if (!IS_OPEN) {
            throw new MissingFlagsException(null);
        }
        try {
            return Root.ALLOCATOR;
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new MissingFlagsException(e);
        }
    }

    private static String flags(Module arrow, Module own) {
        return "--add-opens=java.base/java.nio=" + (arrow.isNamed() ? arrow.getName() : UNNAMED)
                + " --enable-native-access="
                + (own.isNamed() ? Lease.class.getModule().getName() + "," + own.getName() : UNNAMED)
                + " --sun-misc-unsafe-memory-access=allow";
    }

    private static final class Root {
        static final BufferAllocator ALLOCATOR = allocator(NativeAllocation.within(MemoryBudget.standard()));
    }

    /// Makes an allocator over memory of a kind.
    ///
    /// @param memory makes what buffers lie in
    /// @throws MissingFlagsException if the JVM was started without what Arrow needs
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
