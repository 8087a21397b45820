package dev.ndwire.ndarray.dtype;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is inside an element: nothing more, fields, or a small array.
sealed interface Layout {
    /// Levels inside one another, this one counted.
    int depth();

    /// Fields at all levels.
    long fieldCount();

    /// An element without parts.
    record Plain() implements Layout {
        static final Plain INSTANCE = new Plain();

        @Override
        public int depth() {
            return 0;
        }

        @Override
        public long fieldCount() {
            return 0;
        }
    }

    /// An element that only the package it comes from can read.
    record Opaque(Extension extension) implements Layout {
        @Override
        public int depth() {
            return 0;
        }

        @Override
        public long fieldCount() {
            return 0;
        }
    }

    /// An element with named fields. The way it was made, `aligned`, is no part of what it is.
    record Struct(List<Field> fields, boolean aligned, int depth, long fieldCount) implements Layout {
        static Struct of(List<Field> fields, boolean aligned) {
            int depth = 0;
            long fieldCount = fields.size();
            for (Field field : fields) {
                Layout inner = field.dtype().layout();
                depth = Math.max(depth, inner.depth());
                fieldCount += inner.fieldCount();
            }
            checkDepth(depth + 1);
            if (fieldCount > DType.MAX_FIELDS) {
                throw new IllegalArgumentException("dtype has " + fieldCount + " fields, allowed are "
                        + DType.MAX_FIELDS + " at all levels together");
            }
            return new Struct(List.copyOf(fields), aligned, depth + 1, fieldCount);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Struct that && fields.equals(that.fields);
        }

        @Override
        public int hashCode() {
            return fields.hashCode();
        }
    }

    /// An element that is itself an array, of at least one axis.
    record SubArray(DType base, List<Long> shape) implements Layout {
        static SubArray of(DType base, long... shape) {
            if (shape.length > DType.MAX_SUB_ARRAY_AXES) {
                throw new IllegalArgumentException(
                        "sub-array has " + shape.length + " axes, allowed are " + DType.MAX_SUB_ARRAY_AXES);
            }
            for (int axis = 0; axis < shape.length; axis++) {
                if (shape[axis] < 0 || shape[axis] > Integer.MAX_VALUE) {
                    throw new IllegalArgumentException("sub-array has length " + shape[axis] + " on axis " + axis
                            + ", allowed are 0 to " + Integer.MAX_VALUE);
                }
            }
            SubArray layout = new SubArray(base, Arrays.stream(shape).boxed().toList());
            checkDepth(layout.depth());
            return layout;
        }

        long byteSize() {
            if (shape.contains(0L)) {
                return 0;
            }
            long byteSize = base.itemSize();
            for (long length : shape) {
                // Both factors fit 31 bits, so the product fits a long.
                byteSize *= length;
                if (byteSize > DType.MAX_ITEM_SIZE) {
                    throw new IllegalArgumentException("sub-array of shape " + shape + " and " + base.itemSize()
                            + " bytes an item exceeds " + DType.MAX_ITEM_SIZE + " bytes");
                }
            }
            return byteSize;
        }

        @Override
        public int depth() {
            return 1 + base.layout().depth();
        }

        @Override
        public long fieldCount() {
            return base.layout().fieldCount();
        }
    }

    static void checkDepth(int depth) {
        if (depth > DType.MAX_DEPTH) {
            throw tooDeep();
        }
    }

    static IllegalArgumentException tooDeep() {
        return new IllegalArgumentException("dtype is nested more than " + DType.MAX_DEPTH + " levels deep");
    }
}
