package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.literal.LiteralWriter;
import dev.ndwire.ndarray.print.BytesText;
import dev.ndwire.ndarray.print.ObjectText;
import dev.ndwire.ndarray.print.Printing;
import dev.ndwire.ndarray.print.ScalarText;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Writes one masked array as numpy does: its elements as Python's objects, `--` where there is none.
///
/// Of long axes numpy looks at the ends alone, which can leave elements out without a sign.
final class MaskedPrinting {
    private static final String START = "masked_array(";
    private static final int LONGEST = 1500;
    private static final int LONGEST_OF_SEVERAL = 100;
    private static final int LEAST_INDENT = 2;

    private final MaskedArray array;
    private final NDArray data;
    private final @Nullable NDArray mask;
    private final List<long[]> positions = new ArrayList<>();
    private final long[] shown;

    MaskedPrinting(MaskedArray array, NDArray data, @Nullable NDArray mask) {
        this.array = array;
        this.data = data;
        this.mask = mask;
        this.shown = data.shape();
        for (int axis = 0; axis < shown.length; axis++) {
            positions.add(ends(shown[axis], shown.length > 1 ? LONGEST_OF_SEVERAL : LONGEST));
            shown[axis] = positions.get(axis).length;
        }
    }

    private static long[] ends(long length, int longest) {
        if (length <= longest) {
            return LongStream.range(0, length).toArray();
        }
        int half = longest / 2;
        return LongStream.concat(LongStream.range(0, half), LongStream.range(length - half, length))
                .toArray();
    }

    String str() {
        return shown.length == 0 && data.dtype().kind() == Kind.TEXT && !isMasked()
                ? data.getString()
                : body(" ", "", Printing.LINE_WIDTH);
    }

    private boolean isMasked() {
        return mask != null && mask.getBoolean();
    }

    String repr() {
        boolean isOneRow =
                Arrays.stream(shown).limit(Math.max(0, shown.length - 1)).allMatch(length -> length == 1);
        String indent = isOneRow ? START : " ".repeat(LEAST_INDENT);
        StringBuilder text = new StringBuilder(isOneRow ? "" : START + "\n");
        text.append(indent)
                .append("data=")
                .append(body(", ", blanks(indent + "data="), Printing.LINE_WIDTH - 1))
                .append(",\n");
        String maskIndent = indent("mask", isOneRow);
        text.append(maskIndent).append("mask=").append(maskText(maskIndent)).append(",\n");
        text.append(indent("fill_value", isOneRow)).append("fill_value=").append(fillText());
        if (!Printing.isImplied(data.dtype()) || data.size() == 0 || isAllMasked()) {
            text.append(",\n")
                    .append(indent("dtype", isOneRow))
                    .append("dtype=")
                    .append(Printing.dtypeText(data.dtype()));
        }
        return text.append(")").toString();
    }

    private boolean isAllMasked() {
        return mask != null && array.count() == 0;
    }

    private static String indent(String key, boolean isOneRow) {
        int size = isOneRow ? START.length() + "data".length() - key.length() : LEAST_INDENT;
        return " ".repeat(Math.max(LEAST_INDENT, size));
    }

    private static String blanks(String text) {
        return " ".repeat(text.length());
    }

    private String maskText(String indent) {
        return mask == null
                ? "False"
                : new Printing(mask.segment(), mask.dtype(), mask.layout())
                        .body(", ", blanks(indent + "mask="), Printing.LINE_WIDTH - 1);
    }

    private String fillText() {
        NDArray fill = array.fillValue();
        DType dtype = fill.dtype();
        boolean isSameKind = dtype.kind() == data.dtype().kind();
        if (dtype.kind() == Kind.BYTES) {
            String quoted = BytesText.repr(fill.getBytes());
            return isSameKind ? quoted : "np.bytes_(" + quoted + ")";
        }
        if (dtype.kind() == Kind.TEXT) {
            String quoted = LiteralWriter.repr(fill.getString());
            return isSameKind ? quoted : "np.str_(" + quoted + ")";
        }
        String text = ScalarText.of(fill.segment(), dtype, fill.byteOffset());
        if (dtype.equals(data.dtype())) {
            return text;
        }
        String inner =
                dtype.kind() == Kind.COMPLEX && text.startsWith("(") ? text.substring(1, text.length() - 1) : text;
        return "np." + dtype.name() + "(" + inner + ")";
    }

    /// The elements in their brackets.
    private String body(String separator, String prefix, int lineWidth) {
        NDArray flags = mask;
        Printing printing = flags == null
                ? new Printing(data.segment(), data.dtype(), data.layout())
                : new Printing(shown, at -> element(flags, at));
        return printing.body(separator, prefix, lineWidth);
    }

    /// @param at which of the elements that are looked at, in C order
    private String element(NDArray flags, long at) {
        long[] index = new long[shown.length];
        long rest = at;
        for (int axis = shown.length - 1; axis >= 0; axis--) {
            index[axis] = positions.get(axis)[(int) (rest % shown[axis])];
            rest /= shown[axis];
        }
        return text(
                data.dtype(),
                data.layout().byteOffsetOf(index),
                flags,
                flags.dtype(),
                flags.layout().byteOffsetOf(index));
    }

    private String text(DType dtype, long at, NDArray flags, DType flagsDType, long flagsAt) {
        if (dtype.isSubArray()) {
            return nested(dtype, 0, dtype.shape(), at, flags, flagsDType, flagsAt);
        }
        if (!dtype.isStruct()) {
            return flags.segment().get(ValueLayout.JAVA_BYTE, flagsAt) != 0
                    ? MaskedConstant.MASKED.toString()
                    : ObjectText.of(data.segment(), dtype, at);
        }
        List<Field> fields = dtype.fields();
        StringJoiner joiner = new StringJoiner(", ", "(", fields.size() == 1 ? ",)" : ")");
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            Field flag = flagsDType.fields().get(i);
            joiner.add(text(field.dtype(), at + field.byteOffset(), flags, flag.dtype(), flagsAt + flag.byteOffset()));
        }
        return joiner.toString();
    }

    private String nested(DType dtype, int axis, long[] shape, long at, NDArray flags, DType flagsDType, long flagsAt) {
        if (axis == shape.length) {
            return text(dtype.base(), at, flags, flagsDType.base(), flagsAt);
        }
        long inner = Shapes.elementCount(Arrays.copyOfRange(shape, axis + 1, shape.length), 1);
        long step = inner * dtype.base().itemSize();
        long flagsStep = inner * flagsDType.base().itemSize();
        StringJoiner joiner = new StringJoiner(", ", "[", "]");
        for (long i = 0; i < shape[axis]; i++) {
            joiner.add(nested(dtype, axis + 1, shape, at + i * step, flags, flagsDType, flagsAt + i * flagsStep));
        }
        return joiner.toString();
    }
}
