package dev.ndwire.benchmarks.transport;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/// The processor time of this process, all threads together: Java's own figure comes in steps of 10 ms.
@SuppressWarnings("restricted")
final class ProcessorTime {
    private static final MethodHandle CLOCK = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    // CLOCK_PROCESS_CPUTIME_ID of time.h, which systems number in their own way.
    private static final int CLOCK_OF_PROCESS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? 12 : 2;
    private static final long NANOS = 1_000_000_000;

    private ProcessorTime() {}

    /// Until now.
    static long nanos() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
            int refused = (int) CLOCK.invokeExact(CLOCK_OF_PROCESS, time);
            if (refused != 0) {
                throw new IllegalStateException("the system does not tell the processor time of a process");
            }
            return time.getAtIndex(ValueLayout.JAVA_LONG, 0) * NANOS + time.getAtIndex(ValueLayout.JAVA_LONG, 1);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the system cannot be asked for the time", e);
        }
    }
}
