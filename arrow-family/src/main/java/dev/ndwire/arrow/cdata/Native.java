package dev.ndwire.arrow.cdata;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Memory and functions of producers, by their addresses.
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle RELEASE = call(FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    private static final MethodHandle GET =
            call(FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    private static final MethodHandle LAST_ERROR =
            call(FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));

    private Native() {}

    @SuppressWarnings("restricted") // the descriptors are those of the C Data interface
    private static MethodHandle call(FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(descriptor);
    }

    /// Views memory, without a lifetime.
    ///
    /// @param address where it starts
    /// @param byteSize how many bytes its owner promises there
    @SuppressWarnings("restricted") // the interface says what is at an address
    static MemorySegment memory(long address, long byteSize) {
        return MemorySegment.ofAddress(address).reinterpret(byteSize);
    }

    /// Calls a `release`, on this thread.
    static void release(long function, MemorySegment structure) {
        try {
            RELEASE.invokeExact(MemorySegment.ofAddress(function), structure);
        } catch (Throwable e) {
            throw new AssertionError("C can not throw", e);
        }
    }

    /// Calls `get_schema` or `get_next`.
    ///
    /// @return 0, or an error code of the system
    static int get(long function, MemorySegment stream, MemorySegment structure) {
        try {
            return (int) GET.invokeExact(MemorySegment.ofAddress(function), stream, structure);
        } catch (Throwable e) {
            throw new AssertionError("C can not throw", e);
        }
    }

    /// Calls `get_last_error`.
    ///
    /// @return the address of a text, or 0
    static long lastError(long function, MemorySegment stream) {
        try {
            return ((MemorySegment) LAST_ERROR.invokeExact(MemorySegment.ofAddress(function), stream)).address();
        } catch (Throwable e) {
            throw new AssertionError("C can not throw", e);
        }
    }

    /// Makes a function for consumers. It stays until the process ends.
    ///
    /// @param method static, and never throws
    @SuppressWarnings("restricted") // the descriptor is the method's
    static MemorySegment function(MethodHandle method, FunctionDescriptor descriptor) {
        return LINKER.upcallStub(method, descriptor, java.lang.foreign.Arena.global());
    }
}
