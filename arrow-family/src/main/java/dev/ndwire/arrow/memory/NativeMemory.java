package dev.ndwire.arrow.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The system's `malloc` and `free`.
///
/// Vectors take and give back many buffers of any size, one by one. An arena of the JVM for each would cost tens of
/// microseconds to close; these calls take tens of nanoseconds.
final class NativeMemory {
    private static final MethodHandle MALLOC =
            handle("malloc", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    private static final MethodHandle FREE = handle("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

    private NativeMemory() {}

    @SuppressWarnings("restricted") // both functions have these descriptors on every system
    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup symbols = linker.defaultLookup();
        return linker.downcallHandle(symbols.findOrThrow(name), descriptor);
    }

    /// Obtains memory.
    ///
    /// @param byteSize how many bytes, at least 1
    /// @return its address, divisible by 16; 0 if the system has none
    static long allocate(long byteSize) {
        try {
            return ((MemorySegment) MALLOC.invokeExact(byteSize)).address();
        } catch (Throwable e) {
            throw new AssertionError("malloc can not throw", e);
        }
    }

    /// Gives memory back.
    ///
    /// @param address what [#allocate] gave, once
    static void free(long address) {
        try {
            FREE.invokeExact(MemorySegment.ofAddress(address));
        } catch (Throwable e) {
            throw new AssertionError("free can not throw", e);
        }
    }
}
