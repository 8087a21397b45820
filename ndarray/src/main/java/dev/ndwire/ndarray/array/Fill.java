package dev.ndwire.ndarray.array;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.StructBuilder;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Masks and fill values: what they are for a dtype, and how they meet the elements.
final class Fill {
    private static final long INTEGER = 999_999;
    private static final double FLOAT = 1e20;
    private static final String TEXT = "N/A";

    private Fill() {}

    static DType maskDType(DType dtype) {
        if (dtype.isSubArray()) {
            return DType.subArray(maskDType(dtype.base()), dtype.shape());
        }
        if (!dtype.isStruct()) {
            return DType.BOOL;
        }
        StructBuilder builder = DType.struct();
        for (Field field : dtype.fields()) {
            DType flags = maskDType(field.dtype());
            if (field.title() == null) {
                builder.field(field.name(), flags);
            } else {
                builder.titled(field.title(), field.name(), flags);
            }
        }
        return builder.build();
    }

    /// The fill value of numpy for a dtype, which is often of the widest dtype of its kind.
    static NDArray defaultOf(DType dtype) {
        return switch (dtype.kind()) {
            case BOOL -> NDArray.of(true);
            case INT -> NDArray.of(INTEGER);
            case UINT -> NDArray.of(INTEGER, DType.UINT64);
            case FLOAT, LONG_FLOAT -> NDArray.of(FLOAT);
            case COMPLEX, LONG_COMPLEX -> NDArray.of(new Complex(FLOAT, 0));
            case BYTES -> NDArray.of(Bytes.utf8(TEXT));
            case TEXT -> NDArray.of(TEXT);
            case DATETIME, TIMEDELTA ->
                dtype.unit() == DateUnit.GENERIC || dtype.multiple() != 1
                        ? NDArray.of("?")
                        : NDArray.of(DType.NAT, dtype);
            case EXTENSION -> NDArray.of(Bytes.utf8("???"));
            case VOID -> dtype.isStruct() ? ofStruct(dtype) : NDArray.of(Bytes.utf8("???"));
        };
    }

    private static NDArray ofStruct(DType dtype) {
        NDArray element = NDArray.zeros(dtype);
        for (Field field : dtype.fields()) {
            NDArray part = element.field(field.name());
            set(part, defaultOf(part.dtype()));
        }
        return element;
    }

    /// Sets all elements of an array to one.
    private static void set(NDArray target, NDArray fill) {
        NDArray flat = NDArray.zeros(maskDType(target.dtype()));
        flat.segment().fill((byte) 1);
        into(target, flat.broadcastTo(target.shape()), fill);
    }

    /// Sets the elements that a mask hides.
    ///
    /// @param fill one element, or an array of the target's last axes
    static void into(NDArray target, NDArray mask, NDArray fill) {
        if (target.dtype().isStruct()) {
            for (Field field : target.dtype().fields()) {
                String name = field.name();
                into(target.field(name), mask.field(name), fill.field(name));
            }
        } else if (target.isCContiguous() && mask.isCContiguous() && fill.ndim() == 0) {
            intoRun(target, mask, fill);
        } else {
            NDArray repeated = fill.broadcastTo(target.shape());
            each(target, mask, repeated, new long[target.ndim()], 0);
        }
    }

    private static void intoRun(NDArray target, NDArray mask, NDArray fill) {
        MemorySegment flags = mask.segment();
        MemorySegment elements = target.segment();
        long itemSize = target.dtype().itemSize();
        MemorySegment element = null;
        for (long i = 0; i < flags.byteSize(); i++) {
            if (flags.get(ValueLayout.JAVA_BYTE, i) != 0) {
                if (element == null) {
                    element = converted(fill, target.dtype());
                }
                MemorySegment.copy(element, 0, elements, i * itemSize, itemSize);
            }
        }
    }

    private static MemorySegment converted(NDArray fill, DType dtype) {
        NDArray element = NDArray.zeros(dtype);
        element.set(fitting(fill.get(), dtype));
        return element.segment();
    }

    private static void each(NDArray target, NDArray mask, NDArray fill, long[] index, int axis) {
        if (axis == index.length) {
            if (mask.getBoolean(index)) {
                target.set(fitting(fill.get(index), target.dtype()), index);
            }
            return;
        }
        for (long i = 0; i < target.shape(axis); i++) {
            index[axis] = i;
            each(target, mask, fill, index, axis + 1);
        }
    }

    /// Strings and integers that are too long are cut and floats rounded, to infinity too, as numpy does.
    private static Object fitting(Object value, DType dtype) {
        boolean isInteger = dtype.kind() == Kind.INT || dtype.kind() == Kind.UINT;
        if (isInteger && dtype.itemSize() < Long.BYTES && value instanceof Long number) {
            int unused = Long.SIZE - 8 * (int) dtype.itemSize();
            long high = number << unused;
            return dtype.kind() == Kind.INT ? high >> unused : high >>> unused;
        }
        if (dtype.kind() == Kind.FLOAT && value instanceof Double number) {
            return switch ((int) dtype.itemSize()) {
                case 2 -> (double) Float.float16ToFloat(Float.floatToFloat16(number.floatValue()));
                case 4 -> (double) number.floatValue();
                default -> number;
            };
        }
        if (value instanceof Bytes bytes && bytes.size() > dtype.itemSize()) {
            return Bytes.of(bytes.toArray(), 0, (int) dtype.itemSize());
        }
        if (value instanceof String text && text.codePointCount(0, text.length()) > dtype.itemSize() / 4) {
            return text.substring(0, text.offsetByCodePoints(0, (int) dtype.itemSize() / 4));
        }
        return value;
    }

    /// What one element is under its mask: bools, tuples of them for structures, arrays of them for sub-arrays.
    static Object masked(@Nullable Object value, @Nullable Object mask) {
        if (mask instanceof PyTuple flags && value instanceof PyTuple parts) {
            Object[] masked = new Object[parts.size()];
            for (int i = 0; i < masked.length; i++) {
                masked[i] = masked(parts.get(i), flags.get(i));
            }
            return PyTuple.of(masked);
        }
        if (mask instanceof NDArray flags && value instanceof NDArray part) {
            return MaskedArray.of(part, flags);
        }
        return value == null || Boolean.TRUE.equals(mask) ? MaskedConstant.MASKED : value;
    }
}
