package dev.ndwire.ndarray.print;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.FloatText;
import dev.ndwire.ndarray.element.FloatValue;
import dev.ndwire.ndarray.element.TimeText;
import dev.ndwire.ndarray.literal.LiteralWriter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/// How numpy writes the elements of one array: chosen by the dtype, and made to line up by all elements to be shown.
///
/// A format is a function from where an element starts in the segment to its text.
final class ElementFormat {
    private static final int QUOTED_NAT_WIDTH = 5;
    private static final int MOST_SHOWN = 1000;
    private static final int EDGE = 3;

    private final MemorySegment segment;
    /// Whether the array has no axes, where numpy lines up nothing.
    private final boolean isSingle;
    /// Whether floats inside structures show all of their digits, as in numpy's scalars.
    private final boolean isScalar;

    ElementFormat(MemorySegment segment, boolean isSingle, boolean isScalar) {
        this.segment = segment;
        this.isSingle = isSingle;
        this.isScalar = isScalar;
    }

    /// @param dtype what one element is
    /// @param byteOffsets where all elements start that will be shown
    LongFunction<String> of(DType dtype, long[] byteOffsets) {
        return switch (dtype.kind()) {
            case BOOL -> at -> Elements.integer(segment, dtype, at) != 0 ? isSingle ? "True" : " True" : "False";
            case INT, UINT -> padded(byteOffsets, at -> integer(dtype, at), 0);
            case FLOAT, LONG_FLOAT -> floats(dtype, byteOffsets);
            case COMPLEX, LONG_COMPLEX -> complexes(dtype, byteOffsets);
            case BYTES -> at -> BytesText.repr(Elements.bytes(segment, dtype, at));
            case TEXT -> at -> LiteralWriter.repr(Elements.text(segment, dtype, at));
            case DATETIME, TIMEDELTA -> times(dtype, byteOffsets);
            case EXTENSION -> at -> voids(dtype, at);
            case VOID -> dtype.isStruct() ? struct(dtype, byteOffsets) : at -> voids(dtype, at);
        };
    }

    private String voids(DType dtype, long at) {
        return BytesText.escaped(Elements.bytes(segment, dtype, at));
    }

    private String integer(DType dtype, long at) {
        long value = Elements.integer(segment, dtype, at);
        return dtype.kind() == Kind.UINT ? Long.toUnsignedString(value) : Long.toString(value);
    }

    private static LongFunction<String> padded(long[] byteOffsets, LongFunction<String> format, int leastWidth) {
        int width = Arrays.stream(byteOffsets)
                .mapToInt(at -> format.apply(at).length())
                .reduce(leastWidth, Math::max);
        return at -> leftPadded(format.apply(at), width);
    }

    private static String leftPadded(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private LongFunction<String> floats(DType dtype, long[] byteOffsets) {
        LongFunction<FloatValue> values = at -> FloatValue.of(segment, dtype, at);
        if (isScalar) {
            return at -> FloatText.floating(values.apply(at));
        }
        var format = new FloatFormat(all(values, byteOffsets), false);
        return at -> format.text(values.apply(at));
    }

    private static List<FloatValue> all(LongFunction<FloatValue> values, long[] byteOffsets) {
        return Arrays.stream(byteOffsets).mapToObj(values).toList();
    }

    private LongFunction<String> complexes(DType dtype, long[] byteOffsets) {
        LongFunction<FloatValue> reals = at -> FloatValue.real(segment, dtype, at);
        LongFunction<FloatValue> imags = at -> FloatValue.imag(segment, dtype, at);
        var real = new FloatFormat(all(reals, byteOffsets), false);
        var imag = new FloatFormat(all(imags, byteOffsets), true);
        return at -> {
            String imagText = imag.text(imags.apply(at));
            String digits = imagText.stripTrailing();
            return real.text(reals.apply(at)) + digits + "j" + imagText.substring(digits.length());
        };
    }

    private LongFunction<String> times(DType dtype, long[] byteOffsets) {
        boolean hasNat = Arrays.stream(byteOffsets).anyMatch(at -> Elements.integer(segment, dtype, at) == DType.NAT);
        return padded(byteOffsets, at -> time(dtype, at), hasNat ? QUOTED_NAT_WIDTH : 0);
    }

    private String time(DType dtype, long at) {
        long ticks = Elements.integer(segment, dtype, at);
        if (ticks == DType.NAT) {
            return "'NaT'";
        }
        return dtype.kind() == Kind.DATETIME ? "'" + TimeText.date(ticks, dtype) + "'" : Long.toString(ticks);
    }

    private LongFunction<String> struct(DType dtype, long[] byteOffsets) {
        List<LongFunction<String>> formats = new ArrayList<>();
        for (Field field : dtype.fields()) {
            long[] fieldOffsets = Arrays.stream(byteOffsets)
                    .map(at -> at + field.byteOffset())
                    .toArray();
            LongFunction<String> format = field.dtype().isSubArray()
                    ? subArray(field.dtype(), fieldOffsets)
                    : of(field.dtype(), fieldOffsets);
            formats.add(at -> format.apply(at + field.byteOffset()));
        }
        return at -> {
            var joiner = new StringJoiner(", ", "(", formats.size() == 1 ? ",)" : ")");
            formats.forEach(format -> joiner.add(format.apply(at)));
            return joiner.toString();
        };
    }

    private LongFunction<String> subArray(DType dtype, long[] byteOffsets) {
        DType base = dtype;
        long[] shape = new long[0];
        while (base.isSubArray()) {
            long[] lengths = base.shape();
            shape = Arrays.copyOf(shape, shape.length + lengths.length);
            System.arraycopy(lengths, 0, shape, shape.length - lengths.length, lengths.length);
            base = base.base();
        }
        long[] joined = shape;
        long itemSize = base.itemSize();
        long count = itemSize == 0 ? 0 : dtype.itemSize() / itemSize;
        long[] all = Arrays.stream(byteOffsets)
                .flatMap(at -> LongStream.range(0, count).map(i -> at + i * itemSize))
                .toArray();
        // With its own axes, a field of a single structure lines up like any array.
        LongFunction<String> format = new ElementFormat(segment, false, isScalar).of(base, all);
        return at -> nested(format, joined, 0, at, dtype.itemSize(), count > MOST_SHOWN);
    }

    private static String nested(
            LongFunction<String> format, long[] shape, int axis, long at, long byteSize, boolean isSummary) {
        if (axis == shape.length) {
            return format.apply(at);
        }
        long length = shape[axis];
        long step = length == 0 ? 0 : byteSize / length;
        boolean isCut = isSummary && length > 2 * EDGE;
        var joiner = new StringJoiner(", ", "[", "]");
        for (long i = 0; i < length; i++) {
            if (isCut && i == EDGE) {
                joiner.add("...");
                i = length - EDGE;
            }
            joiner.add(nested(format, shape, axis + 1, at + i * step, step, isSummary));
        }
        return joiner.toString();
    }
}
