package dev.ndwire.ndarray.dtype;

import dev.ndwire.core.value.PyTuple;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dtypes as lists of fields, numpy's `descr`, in both directions.
///
/// ```text
///   descr  = text | [field, …] | (descr, shape)
///   field  = (name, descr) | (name, descr, shape)
///   name   = text | (title, text)
/// ```
/// Lists and tuples are told apart by what is in them, because msgpack has one array for both: a pair whose second
/// part holds nothing but integers is a sub-array, since no field begins with an integer.
final class DTypeDescr {
    private final boolean dropPadding;

    private DTypeDescr(boolean dropPadding) {
        this.dropPadding = dropPadding;
    }

    static List<Object> write(DType dtype) {
        return dtype.isStruct() ? writeFields(dtype) : List.of(PyTuple.of("", dtype.str()));
    }

    private static Object writeFormat(DType dtype) {
        if (dtype.isStruct()) {
            return writeFields(dtype);
        }
        return dtype.isSubArray() ? PyTuple.of(writeFormat(dtype.base()), DTypeText.shapeTuple(dtype)) : dtype.str();
    }

    private static List<Object> writeFields(DType dtype) {
        List<Object> entries = new ArrayList<>();
        long byteOffset = 0;
        for (Field field : dtype.fields()) {
            if (field.byteOffset() < byteOffset) {
                throw new UnsupportedOperationException("field '" + field.name() + "' begins at byte "
                        + field.byteOffset() + ", before byte " + byteOffset
                        + " where the fields ahead of it end: such a dtype has no descr");
            }
            addPadding(entries, field.byteOffset() - byteOffset);
            Object name = field.title() == null ? field.name() : PyTuple.of(field.title(), field.name());
            DType inner = field.dtype();
            entries.add(
                    inner.isSubArray()
                            ? PyTuple.of(name, writeFormat(inner.base()), DTypeText.shapeTuple(inner))
                            : PyTuple.of(name, writeFormat(inner)));
            byteOffset = field.byteEnd();
        }
        addPadding(entries, dtype.itemSize() - byteOffset);
        return List.copyOf(entries);
    }

    private static void addPadding(List<Object> entries, long byteSize) {
        if (byteSize > 0) {
            entries.add(PyTuple.of("", "|V" + byteSize));
        }
    }

    static DType read(Object descr, boolean dropPadding) {
        return new DTypeDescr(dropPadding).readFormat(descr, 0);
    }

    private DType readFormat(@Nullable Object descr, int depth) {
        if (descr instanceof String text) {
            return DType.parse(text);
        }
        if (!(descr instanceof List<?> parts)) {
            throw new IllegalArgumentException(
                    "dtype is described by " + typeName(descr) + ", allowed are text and lists of fields");
        }
        if (depth >= DType.MAX_DEPTH) {
            throw Layout.tooDeep();
        }
        if (parts.size() == 2 && isShape(parts.get(1))) {
            return DType.subArray(readFormat(parts.get(0), depth + 1), readShape(parts.get(1)));
        }
        StructBuilder builder = DType.struct();
        for (int index = 0; index < parts.size(); index++) {
            readField(builder, parts.get(index), index, depth);
        }
        return builder.build();
    }

    private void readField(StructBuilder builder, @Nullable Object entry, int index, int depth) {
        if (!(entry instanceof List<?> parts) || parts.size() < 2 || parts.size() > 3) {
            throw new IllegalArgumentException("field is described by "
                    + (entry instanceof List<?> list ? list.size() + " parts" : typeName(entry))
                    + ", allowed are (name, format) and (name, format, shape)");
        }
        DType dtype = readFormat(parts.get(1), depth + 1);
        if (parts.size() == 3) {
            dtype = DType.subArray(dtype, readShape(parts.get(2)));
        }
        Object name = parts.get(0);
        if (name instanceof String text) {
            if (dropPadding && text.isEmpty() && dtype.kind() == Kind.VOID && !dtype.isStruct()) {
                builder.padding(dtype.itemSize());
            } else {
                builder.field(chosenName(text, "f" + index), dtype);
            }
        } else if (name instanceof List<?> pair
                && pair.size() == 2
                && pair.get(0) instanceof String title
                && pair.get(1) instanceof String text) {
            builder.titled(title, chosenName(text, title), dtype);
        } else {
            throw new IllegalArgumentException(
                    "field is named by " + typeName(name) + ", allowed are text and (title, text)");
        }
    }

    /// A field without a name gets one from `numpy.dtype`, and stays as it is in a file.
    private String chosenName(String name, String standIn) {
        return name.isEmpty() && !dropPadding ? standIn : name;
    }

    private static boolean isShape(@Nullable Object value) {
        return value instanceof Long
                || value instanceof Integer
                || (value instanceof List<?> lengths && lengths.stream().allMatch(DTypeDescr::isLength));
    }

    private static boolean isLength(@Nullable Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof BigInteger;
    }

    private static long[] readShape(@Nullable Object value) {
        List<?> lengths = value instanceof List<?> list ? list : Collections.singletonList(value);
        long[] shape = new long[lengths.size()];
        for (int axis = 0; axis < shape.length; axis++) {
            Object length = lengths.get(axis);
            if (!(length instanceof Long || length instanceof Integer)) {
                throw new IllegalArgumentException("sub-array has length "
                        + (length instanceof BigInteger ? length : typeName(length))
                        + " on axis " + axis + ", allowed are integers of 0 to " + Integer.MAX_VALUE);
            }
            shape[axis] = ((Number) length).longValue();
        }
        return shape;
    }

    private static String typeName(@Nullable Object value) {
        return value == null ? "None" : "a " + value.getClass().getSimpleName();
    }
}
