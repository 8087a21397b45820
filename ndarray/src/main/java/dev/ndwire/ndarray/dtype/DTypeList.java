package dev.ndwire.ndarray.dtype;

import dev.ndwire.ndarray.literal.LiteralWriter;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the texts that `numpy.dtype` takes for lists: `i4, >f8, 2u1` is a structure of fields `f0`, `f1` and `f2`, and
/// `(2, 3)f8`, without a comma behind it, a sub-array.
///
/// ```text
///   text  = item {"," item} [","]
///   item  = [order] [shape] [order] dtype
///   shape = length | "(" [length {"," length} [","]] ")" | length {"," length} [","]
/// ```
/// As in numpy, one length without a comma is the size of `S`, `U` and `V` that have none.
final class DTypeList {
    /// Room for about a thousand fields; longer texts are refused before they are looked at.
    static final int MAX_TEXT = 4096;

    private static final Pattern ITEM =
            Pattern.compile("([<>|=]?)( *\\(?[ ,0-9]*\\)? *)([<>|=]?)([A-Za-z0-9.?]*(?:\\[[a-zA-Z0-9,.]+\\])?)");
    private static final Pattern BETWEEN = Pattern.compile("(?U)\\s*(?:(,)\\s*|\\z)");
    private static final Pattern LENGTH = Pattern.compile("0+|[1-9][0-9]*");

    private DTypeList() {}

    /// Whether numpy takes a text for a list: a shape in front of it, or a comma outside of brackets.
    static boolean isList(String text) {
        int start = text.isEmpty() || "<>|=".indexOf(text.charAt(0)) < 0 ? 0 : 1;
        boolean startsWithDigit = start < text.length() && text.charAt(start) >= '0' && text.charAt(start) <= '9';
        if (startsWithDigit || text.startsWith("()", start)) {
            return true;
        }
        int brackets = 0;
        for (int at = 0; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '[' -> brackets++;
                case ']' -> brackets--;
                case ',' -> {
                    if (brackets == 0) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    static DType parse(String text) {
        var items = new ArrayList<DType>();
        boolean hasComma = false;
        Matcher item = ITEM.matcher(text);
        Matcher between = BETWEEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            boolean isItem = item.region(at, text.length()).lookingAt();
            if (!isItem || !between.region(item.end(), text.length()).lookingAt()) {
                throw refusal(text, items.size(), "is followed by what is no comma");
            }
            items.add(item(text, items.size(), item));
            hasComma |= between.group(1) != null;
            at = between.end();
        }
        return hasComma ? struct(items) : items.getFirst();
    }

    private static DType struct(List<DType> items) {
        StructBuilder builder = DType.struct();
        for (int i = 0; i < items.size(); i++) {
            builder.field("f" + i, items.get(i));
        }
        return builder.build();
    }

    private static DType item(String text, int index, Matcher item) {
        String order = order(text, index, item.group(1), item.group(3));
        String shape = item.group(2).strip();
        String lengths = withoutParentheses(shape);
        long[] numbers = item.group(2).isEmpty() ? new long[0] : numbers(text, index, shape, lengths);
        DType dtype = DTypeParser.parse(order + item.group(4));
        if (item.group(2).isEmpty()) {
            return dtype;
        }
        boolean isUnsized = dtype.itemSize() == 0 && !dtype.isStruct() && !dtype.isSubArray();
        if (!isUnsized) {
            return DType.subArray(dtype, numbers);
        }
        if (numbers.length != 1 || lengths.indexOf(',') >= 0) {
            throw refusal(text, index, "has several lengths for a dtype without a size");
        }
        return sized(dtype, numbers[0]);
    }

    private static DType sized(DType dtype, long size) {
        return switch (dtype.kind()) {
            case BYTES -> DType.bytes(size);
            case TEXT -> DType.text(size).withByteOrder(dtype.byteOrder());
            default -> DType.voids(size);
        };
    }

    private static String order(String text, int index, String first, String second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first + second;
        }
        if (!named(first).equals(named(second))) {
            throw refusal(text, index, "has byte orders " + first + " and " + second);
        }
        return first;
    }

    private static String named(String order) {
        String own = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
        return order.equals("=") ? own : order;
    }

    private static String withoutParentheses(String shape) {
        boolean isClosed = shape.length() > 1 && shape.startsWith("(") && shape.endsWith(")");
        return isClosed ? shape.substring(1, shape.length() - 1).strip() : shape;
    }

    private static long[] numbers(String text, int index, String shape, String lengths) {
        if (lengths.isEmpty() && !shape.isEmpty()) {
            return new long[0];
        }
        String[] parts = lengths.split(" *, *", -1);
        boolean endsWithComma = parts.length > 1 && parts[parts.length - 1].isEmpty();
        var numbers = new long[endsWithComma ? parts.length - 1 : parts.length];
        for (int i = 0; i < numbers.length; i++) {
            if (!LENGTH.matcher(parts[i]).matches()) {
                throw refusal(text, index, "begins with " + LiteralWriter.repr(shape) + ", which is no shape");
            }
            numbers[i] = DTypeParser.number(parts[i], 0);
        }
        return numbers;
    }

    private static IllegalArgumentException refusal(String text, int index, String found) {
        String shown = text.length() > DTypeParser.MAX_TEXT ? text.substring(0, DTypeParser.MAX_TEXT) + "..." : text;
        return new IllegalArgumentException("item " + index + " of dtype " + LiteralWriter.repr(shown) + " " + found);
    }
}
