package dev.ndwire.ndarray.array;

import dev.ndwire.core.memory.StridedCopy;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The same elements in memory of every kind and in every layout.
final class Placed {
    /// Kinds of memory.
    enum Place {
        HEAP,
        CONFINED,
        SHARED,
        MAPPED,
        UNALIGNED;

        MemorySegment memory(Arena confined, Arena shared, long byteSize) {
            return switch (this) {
                case HEAP -> MemorySegment.ofArray(new byte[Math.toIntExact(byteSize)]);
                case CONFINED -> confined.allocate(byteSize, Long.BYTES);
                case SHARED -> shared.allocate(byteSize, Long.BYTES);
                case MAPPED -> mapped(shared, byteSize);
                case UNALIGNED -> shared.allocate(byteSize + 1, Long.BYTES).asSlice(1);
            };
        }

        private static MemorySegment mapped(Arena arena, long byteSize) {
            try {
                Path file = Files.createTempFile("placed", ".bin");
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    return channel.map(FileChannel.MapMode.READ_WRITE, 0, byteSize, arena);
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Ways to lay the elements out.
    enum Form {
        C,
        F,
        STEPPED,
        REVERSED
    }

    private Placed() {}

    /// A writeable array of the elements whose bytes are given in C order.
    static NDArray of(DType dtype, long[] shape, byte[] bytes, Form form, MemorySegment memory) {
        NDArray array = NDArray.wrap(
                memory, dtype, shape, strides(shape, dtype.itemSize(), form), start(shape, dtype, form), true);
        StridedCopy.scatter(
                MemorySegment.ofArray(bytes),
                array.segment(),
                array.byteOffset(),
                array.shape(),
                array.strides(),
                dtype.itemSize());
        return array;
    }

    /// The bytes of memory that a form needs.
    static long byteSize(DType dtype, long[] shape) {
        return 2 * dtype.itemSize() * Shapes.elementCount(shape, 1) + 2 * dtype.itemSize();
    }

    private static long[] strides(long[] shape, long itemSize, Form form) {
        long[] strides = Shapes.contiguousStrides(shape, itemSize, form == Form.F ? Order.F : Order.C);
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] *= form == Form.STEPPED ? 2 : form == Form.REVERSED ? -1 : 1;
        }
        return strides;
    }

    private static long start(long[] shape, DType dtype, Form form) {
        return form == Form.REVERSED ? dtype.itemSize() * Math.max(0, Shapes.elementCount(shape, 1) - 1) : 0;
    }
}
