package dev.ndwire.core.file;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Asks Linux for the blocks of a file before its bytes are there, as numpy does: they are written in three quarters of
/// the time then, and lie together. The file stays as long as it is.
///
/// ```text
///   open       O_WRONLY | O_CLOEXEC    0x80001
///   fallocate  FALLOC_FL_KEEP_SIZE     0x1
/// ```
/// These are the values of x86-64 and AArch64. Elsewhere, and where native access was not granted by name to this
/// module, nothing is asked for. Java gives no number of an open file, so this opens it a second time.
@SuppressWarnings("restricted")
final class Preallocation {
    /// Less is not worth the calls; numpy's threshold.
    private static final long LEAST_BYTES = 16 << 20;

    private static final int WRITE_ONLY_CLOSE_ON_EXEC = 0x80001;
    private static final int KEEP_SIZE = 0x1;

    /// Linked for the first large file only: that takes some 100 ms where nothing else was linked before.
    private static final class OfSystem {
        static final @Nullable Preallocation FUNCTIONS = ifPermitted();
    }

    private final MethodHandle open;
    private final MethodHandle fallocate;
    private final MethodHandle close;

    private Preallocation() {
        Linker linker = Linker.nativeLinker();
        SymbolLookup symbols = linker.defaultLookup();
        this.open = linker.downcallHandle(
                symbols.findOrThrow("open"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        this.fallocate = linker.downcallHandle(
                symbols.findOrThrow("fallocate"),
                FunctionDescriptor.ofVoid(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
        this.close =
                linker.downcallHandle(symbols.findOrThrow("close"), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    }

    private static @Nullable Preallocation ifPermitted() {
        String arch = System.getProperty("os.arch", "");
        boolean isKnown =
                System.getProperty("os.name", "").equals("Linux") && (arch.equals("amd64") || arch.equals("aarch64"));
        if (!isKnown || !Preallocation.class.getModule().isNativeAccessEnabled()) {
            return null;
        }
        try {
            return new Preallocation();
        } catch (NoSuchElementException | UnsupportedOperationException e) {
            return null;
        }
    }

    /// Asks for blocks. If there are none, or the file system cannot, that is no error: writing will tell.
    ///
    /// @param file an empty file that is there
    /// @param byteSize how many bytes it will have
    static void ask(Path file, long byteSize) {
        if (byteSize < LEAST_BYTES || !file.getFileSystem().equals(FileSystems.getDefault())) {
            return;
        }
        Preallocation functions = OfSystem.FUNCTIONS;
        if (functions != null) {
            functions.allocate(file, byteSize);
        }
    }

    private void allocate(Path file, long byteSize) {
        Charset ofNames = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = file.toAbsolutePath().toString().getBytes(ofNames);
            MemorySegment name = arena.allocate(bytes.length + 1);
            MemorySegment.copy(bytes, 0, name, ValueLayout.JAVA_BYTE, 0, bytes.length);
            int descriptor = (int) open.invokeExact(name, WRITE_ONLY_CLOSE_ON_EXEC);
            if (descriptor >= 0) {
                fallocate.invokeExact(descriptor, KEEP_SIZE, 0L, byteSize);
                close.invokeExact(descriptor);
            }
        } catch (Throwable e) {
            throw new AssertionError("functions of the system can not throw", e);
        }
    }
}
