package dev.ndwire.ndarray.dtype;

import static dev.ndwire.ndarray.literal.LiteralWriter.repr;

import dev.ndwire.core.value.PyTuple;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The texts that numpy shows for a dtype.
final class DTypeText {
    private DTypeText() {}

    /// `dtype.str`.
    static String str(DType dtype) {
        return dtype.orderChar() + codeAndSize(dtype);
    }

    private static String codeAndSize(DType dtype) {
        String code = String.valueOf(
                dtype.extension().map(Extension::code).orElse(dtype.kind().code()));
        return switch (dtype.kind()) {
            case TEXT -> code + dtype.itemSize() / 4;
            case DATETIME, TIMEDELTA -> code + "8" + unitSuffix(dtype);
            default -> code + dtype.itemSize();
        };
    }

    /// `dtype.name`.
    static String name(DType dtype) {
        String stem = dtype.kind().stem();
        return switch (dtype.kind()) {
            case BOOL -> stem;
            case BYTES, TEXT, VOID -> dtype.itemSize() == 0 ? stem : stem + 8 * dtype.itemSize();
            case DATETIME, TIMEDELTA -> stem + unitSuffix(dtype);
            case EXTENSION -> dtype.extension().orElseThrow().name();
            default -> stem + 8 * dtype.itemSize();
        };
    }

    private static String unitSuffix(DType dtype) {
        if (dtype.unit() == DateUnit.GENERIC) {
            return "";
        }
        return "[" + (dtype.multiple() == 1 ? "" : dtype.multiple())
                + dtype.unit().symbol() + "]";
    }

    /// `str(dtype)`.
    static String display(DType dtype) {
        if (dtype.isStruct()) {
            return struct(dtype, true);
        }
        if (dtype.isSubArray()) {
            return subArray(dtype);
        }
        if (dtype.kind() == Kind.EXTENSION) {
            return name(dtype);
        }
        return isSized(dtype) || !dtype.isNative() ? str(dtype) : name(dtype);
    }

    private static boolean isSized(DType dtype) {
        return switch (dtype.kind()) {
            case BYTES, TEXT, VOID -> true;
            default -> false;
        };
    }

    /// `repr(dtype)`.
    static String construction(DType dtype) {
        boolean named = !dtype.isStruct()
                && !dtype.isSubArray()
                && !isSized(dtype)
                && !isTime(dtype)
                && dtype.kind() != Kind.EXTENSION;
        String argument = named && dtype.isNative() ? repr(dtype.name()) : format(dtype);
        return "dtype(" + argument + (dtype.isAlignedStruct() ? ", align=True)" : ")");
    }

    private static boolean isTime(DType dtype) {
        return dtype.kind() == Kind.DATETIME || dtype.kind() == Kind.TIMEDELTA;
    }

    /// A field's format as it stands inside a structure's text: short, and without order where there is none.
    private static String format(DType dtype) {
        if (dtype.isStruct()) {
            return struct(dtype, false);
        }
        if (dtype.isSubArray()) {
            return subArray(dtype);
        }
        if (dtype.kind() == Kind.EXTENSION) {
            return name(dtype);
        }
        if (dtype.kind() == Kind.BOOL) {
            return "'?'";
        }
        String order = dtype.hasByteOrder() ? String.valueOf(dtype.orderChar()) : "";
        boolean unsized = isSized(dtype) && dtype.itemSize() == 0;
        return "'" + order + (unsized ? String.valueOf(dtype.kind().code()) : codeAndSize(dtype)) + "'";
    }

    private static String subArray(DType dtype) {
        return "(" + format(dtype.base()) + ", " + shape(dtype) + ")";
    }

    private static String shape(DType dtype) {
        return repr(shapeTuple(dtype));
    }

    static PyTuple shapeTuple(DType dtype) {
        long[] shape = dtype.shape();
        Object[] lengths = new Object[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            lengths[axis] = shape[axis];
        }
        return PyTuple.of(lengths);
    }

    /// The list of fields where it says everything, else the dict: numpy's rule. Only the outermost text says
    /// `aligned`.
    private static String struct(DType dtype, boolean outermost) {
        boolean showAligned = outermost && dtype.isAlignedStruct();
        return !showAligned && isPacked(dtype) ? fieldList(dtype) : fieldDict(dtype, showAligned);
    }

    private static boolean isPacked(DType dtype) {
        StructBuilder builder = dtype.isAlignedStruct() ? DType.alignedStruct() : DType.struct();
        for (Field field : dtype.fields()) {
            if (field.byteOffset() != builder.nextOffset(field.dtype())) {
                return false;
            }
            builder.field(field.name(), field.dtype());
        }
        return builder.build().itemSize() == dtype.itemSize();
    }

    private static String fieldList(DType dtype) {
        return joined(dtype.fields(), field -> {
            String name = field.title() == null
                    ? repr(field.name())
                    : "(" + repr(field.title()) + ", " + repr(field.name()) + ")";
            DType inner = field.dtype();
            String format = inner.isSubArray() ? format(inner.base()) + ", " + shape(inner) : format(inner);
            return "(" + name + ", " + format + ")";
        });
    }

    private static String fieldDict(DType dtype, boolean showAligned) {
        List<Field> fields = dtype.fields();
        boolean titled = fields.stream().anyMatch(field -> field.title() != null);
        return "{'names': " + joined(fields, field -> repr(field.name()))
                + ", 'formats': " + joined(fields, field -> format(field.dtype()))
                + ", 'offsets': " + joined(fields, field -> Long.toString(field.byteOffset()))
                + (titled ? ", 'titles': " + joined(fields, field -> repr(field.title())) : "")
                + ", 'itemsize': " + dtype.itemSize()
                + (showAligned ? ", 'aligned': True}" : "}");
    }

    private static String joined(List<Field> fields, Function<Field, String> text) {
        return fields.stream().map(text).collect(Collectors.joining(", ", "[", "]"));
    }
}
