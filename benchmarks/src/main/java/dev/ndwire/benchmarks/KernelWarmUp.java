package dev.ndwire.benchmarks;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/// Shows the code under test what a long-running process has seen: every size of element, in every kind of memory.
///
/// Without it a benchmark times kernels that have met one kind of segment only, which are many times faster than those
/// of a program that uses several.
final class KernelWarmUp {
    private static final int ROUNDS = 50;
    private static final int SIDE = 64;
    private static final List<DType> DTYPES = List.of(
            DType.BOOL,
            DType.INT8,
            DType.INT16,
            DType.FLOAT16,
            DType.INT32,
            DType.FLOAT32,
            DType.INT64,
            DType.FLOAT64,
            DType.COMPLEX64,
            DType.COMPLEX128);

    private static boolean hasRun;

    private KernelWarmUp() {}

    /// Serializes small matrices of all dtypes, contiguous and strided, on the heap, native and mapped; once in a
    /// process.
    static synchronized void run(Serialization serialization) throws IOException {
        if (!hasRun) {
            each(array -> serialize(serialization, array));
            hasRun = true;
        }
    }

    /// Does something with small matrices of all dtypes, on the heap, native and mapped, many times.
    static void each(Consumer<NDArray> work) throws IOException {
        long byteSize = (long) SIDE * SIDE * DType.COMPLEX128.itemSize();
        Path file = Files.createTempFile("ndwire-benchmark", ".bin");
        try (Arena shared = Arena.ofShared();
                Arena confined = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            List<MemorySegment> kinds = List.of(
                    MemorySegment.ofArray(new byte[(int) byteSize]),
                    MemorySegment.ofArray(new double[(int) byteSize / Double.BYTES]),
                    shared.allocate(byteSize),
                    confined.allocate(byteSize),
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, byteSize, shared));
            for (int round = 0; round < ROUNDS; round++) {
                for (MemorySegment kind : kinds) {
                    DTYPES.forEach(dtype -> work.accept(NDArray.wrap(kind, dtype, SIDE, SIDE)));
                }
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void serialize(Serialization serialization, NDArray array) {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            Context context = Context.local(lease);
            serialization.serialize(array, context);
            serialization.serialize(array.at(":, ::2"), context);
            serialization.serialize(array.at("::2, ::2").transpose(), context);
        }
    }
}
