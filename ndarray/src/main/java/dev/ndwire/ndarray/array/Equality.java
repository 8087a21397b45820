package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.shape.Index;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Compares arrays block by block; what is not contiguous is gathered into native memory first.
final class Equality implements AutoCloseable {
    private static final long BLOCK_BYTES = 1 << 16;

    private final Arena arena = Arena.ofConfined();

    /// What equal values are; null where bytes are compared.
    private final @Nullable ValueEquality values;

    private final MemorySegment leftBlock;
    private final MemorySegment rightBlock;

    private Equality(NDArray left, NDArray right, @Nullable ValueEquality values) {
        this.values = values;
        this.leftBlock = block(left);
        this.rightBlock = block(right);
    }

    private MemorySegment block(NDArray array) {
        long byteSize = Math.max(BLOCK_BYTES, array.dtype().itemSize());
        return array.isCContiguous() ? MemorySegment.NULL : arena.allocate(byteSize, Long.BYTES);
    }

    /// Whether shapes and all values are equal, as numpy's `array_equal` has it.
    ///
    /// @param equalNaN whether NaN equals NaN, and NaT equals NaT
    /// @throws IllegalArgumentException if shapes are equal and elements are, or hold, numbers of another package
    static boolean byValue(NDArray left, NDArray right, boolean equalNaN) {
        if (!Arrays.equals(left.shape(), right.shape())) {
            return false;
        }
        requireKnown(left.dtype());
        requireKnown(right.dtype());
        return compare(left, right, new ValueEquality(equalNaN));
    }

    /// Refuses what has values that nothing here can tell.
    private static void requireKnown(DType dtype) {
        if (dtype.isSubArray()) {
            requireKnown(dtype.base());
        } else if (dtype.isStruct()) {
            dtype.fields().forEach(field -> requireKnown(field.dtype()));
        } else if (dtype.kind() == Kind.EXTENSION) {
            dtype.requireValues();
        }
    }

    /// Whether dtype, shape and bytes in C order are equal.
    static boolean byBytes(NDArray left, NDArray right) {
        return left.dtype().equals(right.dtype())
                && Arrays.equals(left.shape(), right.shape())
                && compare(left, right, null);
    }

    private static boolean compare(NDArray left, NDArray right, @Nullable ValueEquality values) {
        if (left.size() == 0) {
            return true;
        }
        try (var equality = new Equality(left, right, values)) {
            return equality.areEqual(left, right);
        }
    }

    @Override
    public void close() {
        arena.close();
    }

    /// A hash of the bytes in C order.
    static int hash(NDArray array) {
        if (array.size() == 0) {
            return 1;
        }
        try (var equality = new Equality(array, array, null)) {
            return equality.hash(array, 1);
        }
    }

    private int hash(NDArray part, int start) {
        int hash = start;
        if (isSmall(part)) {
            MemorySegment bytes = contiguous(part, leftBlock);
            for (long i = 0; i < part.byteSize(); i++) {
                hash = 31 * hash + bytes.get(ValueLayout.JAVA_BYTE, i);
            }
            return hash;
        }
        return hash(half(part, true), hash(half(part, false), start));
    }

    private static boolean isSmall(NDArray part) {
        return part.size() == 1 || part.byteSize() <= BLOCK_BYTES;
    }

    private boolean areEqual(NDArray leftPart, NDArray rightPart) {
        if (isSmall(leftPart) && isSmall(rightPart)) {
            MemorySegment leftBytes = contiguous(leftPart, leftBlock);
            MemorySegment rightBytes = contiguous(rightPart, rightBlock);
            return values == null
                    ? leftBytes.mismatch(rightBytes) < 0
                    : values.areEqual(leftBytes, leftPart.dtype(), rightBytes, rightPart.dtype(), leftPart.size());
        }
        return areEqual(half(leftPart, false), half(rightPart, false))
                && areEqual(half(leftPart, true), half(rightPart, true));
    }

    /// Cuts the first axis that can be cut, so that the halves follow each other in C order.
    private static NDArray half(NDArray part, boolean isSecond) {
        int axis = 0;
        while (part.shape(axis) == 1) {
            axis++;
        }
        long middle = part.shape(axis) / 2;
        var index = new Index[axis + 1];
        Arrays.fill(index, Index.all());
        index[axis] = isSecond ? Index.slice(middle, part.shape(axis)) : Index.slice(0, middle);
        return part.at(index);
    }

    private static MemorySegment contiguous(NDArray part, MemorySegment block) {
        if (part.isCContiguous()) {
            return part.segment();
        }
        return block.asSlice(0, part.copyTo(block));
    }
}
