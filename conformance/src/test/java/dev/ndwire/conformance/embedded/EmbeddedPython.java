package dev.ndwire.conformance.embedded;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// A Python in this process. It cannot be unloaded, so there is one in a JVM of its own; any thread may call it.
@SuppressWarnings("restricted") // every descriptor is that of Python's or the system's function
final class EmbeddedPython {
    // RTLD_NOW and RTLD_GLOBAL: extension modules find Python's symbols among the global ones.
    private static final int LOAD_FLAGS = System.getProperty("os.name").startsWith("Mac") ? 0x2 | 0x8 : 0x2 | 0x100;
    private static final Linker LINKER = Linker.nativeLinker();

    private final SymbolLookup symbols;

    private EmbeddedPython(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    /// Loads and starts Python; `PYTHONHOME` says where its library is.
    static EmbeddedPython start(Path library) throws Throwable {
        MethodHandle open = LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow("dlopen"),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            var handle = (MemorySegment) open.invokeExact(arena.allocateFrom(library.toString()), LOAD_FLAGS);
            if (handle.address() == 0) {
                throw new IllegalStateException(library + " cannot be loaded");
            }
        }
        var python = new EmbeddedPython(SymbolLookup.libraryLookup(library, Arena.global()));
        python.function("Py_InitializeEx", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
                .invokeExact(0);
        // Starting leaves this thread with the lock.
        var ignored = (MemorySegment) python.function("PyEval_SaveThread", FunctionDescriptor.of(ValueLayout.ADDRESS))
                .invokeExact();
        return python;
    }

    private MethodHandle function(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(symbols.findOrThrow(name), descriptor);
    }

    /// Runs statements; what they raise is written to standard error.
    void run(String code) throws Throwable {
        int lock = (int) function("PyGILState_Ensure", FunctionDescriptor.of(ValueLayout.JAVA_INT))
                .invokeExact();
        try (Arena arena = Arena.ofConfined()) {
            int result = (int)
                    function("PyRun_SimpleString", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                            .invokeExact(arena.allocateFrom(code));
            if (result != 0) {
                throw new AssertionError("Python raised: " + code);
            }
        } finally {
            function("PyGILState_Release", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
                    .invokeExact(lock);
        }
    }

    /// Evaluates an expression.
    ///
    /// @return the `str` of its value, as long as it has less than a MiB
    String text(String expression) throws Throwable {
        int bytes = 1 << 20;
        try (Arena arena = Arena.ofShared()) {
            MemorySegment answer = arena.allocate(bytes);
            run("""
                    import ctypes
                    _answer = str(%s).encode() + b"\\0"
                    assert len(_answer) <= %d
                    ctypes.memmove(%d, _answer, len(_answer))
                    """.formatted(expression, bytes, answer.address()));
            return answer.getString(0);
        }
    }
}
