package dev.ndwire.ndarray.print;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Writes one array as numpy does at its default print options: brackets, line breaks, and `...` in large ones.
public final class Printing {
    public static final int LINE_WIDTH = 75;
    private static final int MOST_SHOWN = 1000;
    private static final int EDGE = 3;
    private static final String REPR_START = "array(";

    private final MemorySegment segment;
    private final DType dtype;
    private final long[] shape;
    private final long[] byteStrides;
    private final long byteOffset;
    private final long size;
    private final boolean isSummary;
    private final @Nullable LongFunction<String> given;

    public Printing(MemorySegment segment, DType dtype, Layout layout) {
        this.segment = segment;
        this.dtype = dtype;
        this.shape = layout.shape();
        this.byteStrides = layout.byteStrides();
        this.byteOffset = layout.byteOffset();
        this.size = layout.elementCount();
        this.isSummary = size > MOST_SHOWN;
        this.given = null;
    }

    /// Elements that another writes, counted in C order.
    public Printing(long[] shape, LongFunction<String> format) {
        this.segment = MemorySegment.NULL;
        this.dtype = DType.UINT8;
        this.shape = shape.clone();
        this.byteStrides = Shapes.contiguousStrides(shape, 1, Order.C);
        this.byteOffset = 0;
        this.size = Shapes.elementCount(shape, 1);
        this.isSummary = size > MOST_SHOWN;
        this.given = format;
    }

    public String str() {
        return shape.length == 0 ? ScalarText.of(segment, dtype, byteOffset) : body(" ", "", LINE_WIDTH);
    }

    public String repr() {
        String text = REPR_START + body(", ", " ".repeat(REPR_START.length()), LINE_WIDTH - 1);
        var extras = new ArrayList<String>();
        boolean isPlainEmpty = shape.length == 1 && shape[0] == 0;
        if ((size == 0 && !isPlainEmpty) || isSummary) {
            extras.add("shape=" + Shapes.text(shape));
        }
        if (size == 0 || !isImplied(dtype)) {
            extras.add("dtype=" + dtypeText(dtype));
        }
        if (extras.isEmpty()) {
            return text + ")";
        }
        String start = text + ",";
        String end = String.join(", ", extras) + ")";
        int lastLine = width(start.substring(start.lastIndexOf('\n') + 1));
        boolean isBroken = lastLine + width(end) + 1 > LINE_WIDTH;
        return start + (isBroken ? "\n" + " ".repeat(REPR_START.length()) : " ") + end;
    }

    /// Whether the elements show by themselves which dtype they have.
    public static boolean isImplied(DType dtype) {
        return dtype.equals(DType.BOOL)
                || dtype.equals(DType.INT64)
                || dtype.equals(DType.FLOAT64)
                || dtype.equals(DType.COMPLEX128);
    }

    /// The dtype as `repr` names it.
    public static String dtypeText(DType dtype) {
        boolean isSized = dtype.kind() == Kind.BYTES || dtype.kind() == Kind.TEXT || dtype.kind() == Kind.VOID;
        if (dtype.isStruct()) {
            return dtype.toString();
        }
        boolean isName = !isSized && dtype.isNative() && dtype.name().chars().allMatch(Character::isLetterOrDigit);
        return isName ? dtype.toString() : "'" + dtype + "'";
    }

    /// The elements in their brackets.
    ///
    /// @param prefix as many blanks as stand before them on the first line
    public String body(String separator, String prefix, int lineWidth) {
        if (size == 0) {
            return "[]";
        }
        LongFunction<String> format = given == null ? ofDtype() : given;
        return axis(0, byteOffset, format, separator, prefix + " ", lineWidth);
    }

    private LongFunction<String> ofDtype() {
        var offsets = new ArrayList<Long>();
        collect(0, byteOffset, offsets);
        long[] shown = offsets.stream().mapToLong(Long::longValue).toArray();
        return new ElementFormat(segment, shape.length == 0, false).of(dtype, shown);
    }

    /// Finds the elements that will be shown.
    private void collect(int axis, long at, List<Long> offsets) {
        if (axis == shape.length) {
            offsets.add(at);
            return;
        }
        for (long i = 0; i < shape[axis]; i = next(i, axis)) {
            collect(axis + 1, at + i * byteStrides[axis], offsets);
        }
    }

    private boolean isCut(int axis) {
        return isSummary && shape[axis] > 2 * EDGE;
    }

    private long next(long position, int axis) {
        return isCut(axis) && position == EDGE - 1 ? shape[axis] - EDGE : position + 1;
    }

    private String axis(
            int axis, long at, LongFunction<String> format, String separator, String indent, int lineWidth) {
        if (axis == shape.length) {
            return format.apply(at);
        }
        return axis == shape.length - 1
                ? row(at, format, separator, indent, lineWidth)
                : block(axis, at, format, separator, indent, lineWidth);
    }

    private String block(
            int axis, long at, LongFunction<String> format, String separator, String indent, int lineWidth) {
        var text = new StringBuilder("[");
        String between = separator.stripTrailing() + "\n".repeat(shape.length - axis - 1) + indent;
        for (long i = 0; i < shape[axis]; i = next(i, axis)) {
            if (i > 0) {
                text.append(between);
            }
            if (isCut(axis) && i == shape[axis] - EDGE) {
                text.append("...").append(between);
            }
            text.append(axis(axis + 1, at + i * byteStrides[axis], format, separator, indent + " ", lineWidth - 1));
        }
        return text.append(']').toString();
    }

    /// Writes the last axis, broken into lines.
    private String row(long at, LongFunction<String> format, String separator, String indent, int lineWidth) {
        int axis = shape.length - 1;
        // A line has to leave room for a closing bracket or for the separator.
        int mostWidth = lineWidth - Math.max(1, separator.stripTrailing().length());
        var text = new StringBuilder();
        var line = new StringBuilder(indent);
        for (long i = 0; i < shape[axis]; i = next(i, axis)) {
            if (isCut(axis) && i == shape[axis] - EDGE) {
                line = extended(text, line, "...", mostWidth, indent).append(separator);
            }
            line = extended(text, line, format.apply(at + i * byteStrides[axis]), mostWidth, indent);
            if (i < shape[axis] - 1) {
                line.append(separator);
            }
        }
        return "[" + text.append(line).substring(indent.length()) + "]";
    }

    private static StringBuilder extended(
            StringBuilder text, StringBuilder line, String word, int mostWidth, String indent) {
        if (width(line) + width(word) > mostWidth && line.length() > indent.length()) {
            text.append(line.toString().stripTrailing()).append('\n');
            line.setLength(0);
            line.append(indent);
        }
        return line.append(word);
    }

    // Python counts code points.
    private static int width(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
