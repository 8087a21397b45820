package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.ExtendedFloat;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.AxisViews;
import dev.ndwire.ndarray.shape.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;

/// Fills fresh arrays without gaps, whatever the order of their axes.
final class Filling {
    private Filling() {}

    static NDArray zeros(NDArray fresh) {
        fresh.memory().fill((byte) 0);
        return fresh;
    }

    static NDArray ones(NDArray fresh) {
        if (fresh.size() > 0) {
            one(fresh.memory(), fresh.dtype(), 0);
            repeatFirst(fresh);
        }
        return fresh;
    }

    /// As numpy's `full`: anything may be lost, but for an integer, which has to fit in an integer dtype.
    static NDArray full(NDArray fresh, Object value) {
        boolean hasAxes = value instanceof NDArray array && array.ndim() > 0;
        if (hasAxes || value.getClass().isArray() || fresh.size() == 0) {
            Assignment.assign(fresh.elements(), value, Casting.UNSAFE);
        } else {
            Layout first = Layout.of(new long[0], new long[0], 0, fresh.dtype().itemSize());
            Assignment.assign(new Strided(fresh.memory(), fresh.dtype(), first), value, Casting.UNSAFE);
            repeatFirst(fresh);
        }
        return fresh;
    }

    /// Sets a diagonal of a matrix of zeros.
    static NDArray eye(NDArray zeros, long offset) {
        if (zeros.ndim() != 2) {
            throw new IllegalArgumentException(
                    "a matrix has two axes, found " + zeros.ndim() + ": dtype " + zeros.dtype() + " was a sub-array");
        }
        Layout diagonal = AxisViews.diagonal(zeros.inMemory(), offset, 0, 1);
        if (offset < zeros.shape(1)
                && zeros.dtype().kind() == Kind.VOID
                && !zeros.dtype().isStruct()) {
            throw new IllegalArgumentException("raw bytes have no 1: dtype " + zeros.dtype());
        }
        var cursor = new ElementCursor(diagonal, 0, diagonal.elementCount());
        while (cursor.remaining() > 0) {
            one(zeros.memory(), zeros.dtype(), cursor.next());
        }
        return zeros;
    }

    /// One element of what numpy takes for 1.
    private static void one(MemorySegment memory, DType dtype, long byteOffset) {
        if (dtype.isStruct()) {
            memory.asSlice(byteOffset, dtype.itemSize()).fill((byte) 0);
            for (Field field : dtype.fields()) {
                one(memory, field.dtype(), byteOffset + field.byteOffset());
            }
        } else if (dtype.isSubArray()) {
            long itemSize = dtype.base().itemSize();
            for (long at = 0; at < dtype.itemSize(); at += itemSize) {
                one(memory, dtype.base(), byteOffset + at);
            }
        } else {
            plainOne(memory, dtype, byteOffset);
        }
    }

    private static void plainOne(MemorySegment memory, DType dtype, long byteOffset) {
        long byteSize = dtype.itemSize();
        switch (dtype.kind()) {
            case BOOL, INT, UINT, DATETIME, TIMEDELTA ->
                Elements.put(memory, dtype.byteOrder(), byteSize, byteOffset, 1);
            case FLOAT, COMPLEX -> ElementWriter.write(memory, dtype, byteOffset, 1.0);
            case LONG_FLOAT, LONG_COMPLEX -> {
                memory.asSlice(byteOffset, byteSize).fill((byte) 0);
                ExtendedFloat.nearest(false, BigDecimal.ONE).write(memory, dtype.byteOrder(), byteOffset);
            }
            case EXTENSION -> dtype.requireValues();
            case TEXT, BYTES, VOID -> {
                memory.asSlice(byteOffset, byteSize).fill((byte) 0);
                if (dtype.kind() == Kind.TEXT && byteSize > 0) {
                    Elements.put(memory, dtype.byteOrder(), Integer.BYTES, byteOffset, '1');
                } else if (byteSize > 0) {
                    boolean isText = dtype.kind() == Kind.BYTES;
                    memory.set(ValueLayout.JAVA_BYTE, byteOffset, (byte) (isText ? '1' : 1));
                }
            }
        }
    }

    /// Copies the first element to all others: ever longer runs of what is there already.
    private static void repeatFirst(NDArray fresh) {
        MemorySegment memory = fresh.memory();
        long byteSize = memory.byteSize();
        for (long done = fresh.dtype().itemSize(); done > 0 && done < byteSize; done *= 2) {
            MemorySegment.copy(memory, 0, memory, done, Math.min(done, byteSize - done));
        }
    }
}
