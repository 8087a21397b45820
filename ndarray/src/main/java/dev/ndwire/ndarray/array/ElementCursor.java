package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.shape.Layout;
import org.jspecify.annotations.Nullable;

/// Walks a run of the elements of a layout in C order.
final class ElementCursor {
    private final Layout layout;
    private final long[] shape;
    private final long[] byteStrides;
    private final long[] position;
    private final long end;
    private long elementIndex;
    private long byteOffset;

    /// @param start place of the first element in C order
    /// @param end place after the last one
    ElementCursor(Layout layout, long start, long end) {
        this.layout = layout;
        this.shape = layout.shape();
        this.byteStrides = layout.byteStrides();
        this.position = new long[shape.length];
        this.end = end;
        seek(start);
    }

    private void seek(long start) {
        elementIndex = start;
        byteOffset = layout.byteOffset();
        if (layout.elementCount() > 0) {
            long rest = start;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                position[axis] = rest % shape[axis];
                byteOffset += position[axis] * byteStrides[axis];
                rest /= shape[axis];
            }
        }
    }

    long remaining() {
        return end - elementIndex;
    }

    /// Where the next element starts; moves on.
    long next() {
        long here = byteOffset;
        elementIndex++;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            byteOffset += byteStrides[axis];
            if (++position[axis] < shape[axis]) {
                break;
            }
            byteOffset -= shape[axis] * byteStrides[axis];
            position[axis] = 0;
        }
        return here;
    }

    /// Gives the first half of the run to another cursor, or null if there is just one element left.
    @Nullable
    ElementCursor splitOff() {
        long middle = elementIndex + remaining() / 2;
        if (middle == elementIndex) {
            return null;
        }
        var first = new ElementCursor(layout, elementIndex, middle);
        seek(middle);
        return first;
    }
}
