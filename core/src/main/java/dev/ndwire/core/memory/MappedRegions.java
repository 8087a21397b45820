package dev.ndwire.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Anonymous private mappings of the system, obtained by `mmap` and returned by `munmap`.
///
/// A mapping costs no memory until it is touched, page by page, and is not counted by the system as a promise
/// (`MAP_NORESERVE`).
///
/// ```text
///                     Linux     macOS
///   PROT_READ|WRITE   0x3       0x3
///   MAP_PRIVATE       0x2       0x2
///   MAP_ANONYMOUS     0x20      0x1000
///   MAP_NORESERVE     0x4000    0x40
/// ```
/// These are the values of x86-64 and AArch64; 32-bit systems, where `off_t` differs too, are not supported.
///
/// Regions of 4 MiB or more ask Linux for huge pages (`MADV_HUGEPAGE`, 14), as numpy does: where its setting
/// `transparent_hugepage` is `madvise`, as it often is, that is what gives them. A page of 2 MiB is zeroed and found in
/// a fraction of the time that 512 small ones take; a region that is touched here and there takes more memory for it,
/// up to its size.
///
/// The restricted methods are safe here because a segment made by them has the address and size of a mapping that is
/// unmapped only after every arena it was attached to is closed.
@SuppressWarnings("restricted")
final class MappedRegions extends NativeRegions {
    private static final int PROT_READ_WRITE = 0x3;
    private static final long MAP_FAILED = -1;
    private static final int NO_FILE = -1;
    private static final int MADV_HUGEPAGE = 14;
    private static final long HUGE_FROM_BYTES = 4 << 20;

    private final int flags;
    private final MethodHandle mmap;
    private final MethodHandle munmap;

    /// Null where huge pages are not asked for.
    private final @Nullable MethodHandle madvise;

    private MappedRegions(int flags, boolean hasHugePages) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup symbols = linker.defaultLookup();
        this.flags = flags;
        this.mmap = linker.downcallHandle(
                symbols.findOrThrow("mmap"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG));
        this.munmap = linker.downcallHandle(
                symbols.findOrThrow("munmap"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
        this.madvise = hasHugePages
                ? linker.downcallHandle(
                        symbols.findOrThrow("madvise"),
                        // Its result is not looked at: see askForHugePages.
                        FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT))
                : null;
    }

    /// Returns this source, or null where the platform is another or the JVM refuses native access.
    static @Nullable MappedRegions ifPermitted() {
        try {
            String osName = System.getProperty("os.name", "");
            Optional<Integer> flags = flagsOf(osName, System.getProperty("os.arch", ""));
            if (flags.isEmpty()) {
                return null;
            }
            MappedRegions regions = new MappedRegions(flags.get(), osName.equals("Linux"));
            regions.obtain(GRANULE_BYTES).free();
            return regions;
        } catch (IllegalCallerException | NoSuchElementException | UnsupportedOperationException | RefusedException e) {
            return null;
        }
    }

    static Optional<Integer> flagsOf(String osName, String osArch) {
        boolean known = osArch.equals("amd64") || osArch.equals("x86_64") || osArch.equals("aarch64");
        if (known && osName.equals("Linux")) {
            return Optional.of(0x2 | 0x20 | 0x4000);
        }
        if (known && osName.equals("Mac OS X")) {
            return Optional.of(0x2 | 0x1000 | 0x40);
        }
        return Optional.empty();
    }

    @Override
    Region obtain(long byteSize) {
        long address = map(byteSize);
        if (address == MAP_FAILED) {
            throw new RefusedException("mmap failed");
        }
        if (byteSize >= HUGE_FROM_BYTES) {
            askForHugePages(address, byteSize);
        }
        return new MappedRegion(MemorySegment.ofAddress(address).reinterpret(byteSize));
    }

    private long map(long byteSize) {
        try {
            return (long) mmap.invokeExact(0L, byteSize, PROT_READ_WRITE, flags, NO_FILE, 0L);
        } catch (Throwable e) {
            throw new AssertionError("mmap can not throw", e);
        }
    }

    /// A kernel without huge pages refuses, and small ones do as well.
    private void askForHugePages(long address, long byteSize) {
        if (madvise != null) {
            try {
                madvise.invokeExact(address, byteSize, MADV_HUGEPAGE);
            } catch (Throwable e) {
                throw new AssertionError("madvise can not throw", e);
            }
        }
    }

    private void unmap(MemorySegment memory) {
        int result;
        try {
            result = (int) munmap.invokeExact(memory.address(), memory.byteSize());
        } catch (Throwable e) {
            throw new AssertionError("munmap can not throw", e);
        }
        if (result != 0) {
            throw new AssertionError("munmap refused what mmap gave: " + memory);
        }
    }

    /// A mapping. Its own segment is of the global scope and never leaves this class.
    final class MappedRegion extends Region {
        private final MemorySegment memory;

        private MappedRegion(MemorySegment memory) {
            super(memory.byteSize());
            this.memory = memory;
        }

        @Override
        boolean isReusable() {
            return true;
        }

        @Override
        MemorySegment attach(Arena arena) {
            return memory.reinterpret(arena, null);
        }

        @Override
        MemorySegment attachAutomatic(Runnable whenGone) {
            return memory.reinterpret(Arena.ofAuto(), gone -> whenGone.run());
        }

        @Override
        void free() {
            unmap(memory);
        }
    }
}
