package dev.ndwire.ndarray.dtype;

import static java.util.Map.entry;

import dev.ndwire.ndarray.literal.LiteralWriter;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the texts that `numpy.dtype` understands.
///
/// ```text
///   text  = list | name | [order] code | [order] ("S" | "U" | "V") [size] | [order] time ["[" step "]"]
///   order = "<" | ">" | "=" | "|"
///   time  = "M8" | "m8" | "datetime64" | "timedelta64"
///   step  = [multiple] unit ["/" divisor]
/// ```
/// Lists are those of [DTypeList]. C's type names mean what they mean on 64-bit Linux on x86: `long` has 64 bits, `long
/// double` 16 bytes. The names of `ml_dtypes` are known as they are to numpy once that package is imported.
final class DTypeParser {
    /// Longer texts of one dtype are refused: the longest honest one is about 30 characters.
    static final int MAX_TEXT = 64;

    private static final String ORDERS = "<>=|";
    private static final Pattern CODE = Pattern.compile("([<>=|]?)([a-zA-Z?][0-9]*)");
    private static final Pattern SIZED = Pattern.compile("([<>=|]?)([SUV])([0-9]*)");
    private static final Pattern TIME =
            Pattern.compile("([<>=|]?)(M8|m8|datetime64|timedelta64)(?:\\[([0-9]*)([^\\[\\]0-9/]+)(?:/([0-9]+))?\\])?");

    private static final Map<String, DType> NAMES = Map.ofEntries(
            entry("bool", DType.BOOL),
            entry("bool_", DType.BOOL),
            entry("int8", DType.INT8),
            entry("byte", DType.INT8),
            entry("uint8", DType.UINT8),
            entry("ubyte", DType.UINT8),
            entry("int16", DType.INT16),
            entry("short", DType.INT16),
            entry("uint16", DType.UINT16),
            entry("ushort", DType.UINT16),
            entry("int32", DType.INT32),
            entry("intc", DType.INT32),
            entry("uint32", DType.UINT32),
            entry("uintc", DType.UINT32),
            entry("int64", DType.INT64),
            entry("int", DType.INT64),
            entry("int_", DType.INT64),
            entry("intp", DType.INT64),
            entry("long", DType.INT64),
            entry("longlong", DType.INT64),
            entry("uint64", DType.UINT64),
            entry("uint", DType.UINT64),
            entry("uintp", DType.UINT64),
            entry("ulong", DType.UINT64),
            entry("ulonglong", DType.UINT64),
            entry("float16", DType.FLOAT16),
            entry("half", DType.FLOAT16),
            entry("float32", DType.FLOAT32),
            entry("single", DType.FLOAT32),
            entry("float64", DType.FLOAT64),
            entry("float", DType.FLOAT64),
            entry("double", DType.FLOAT64),
            entry("float128", DType.LONGDOUBLE),
            entry("longdouble", DType.LONGDOUBLE),
            entry("complex64", DType.COMPLEX64),
            entry("csingle", DType.COMPLEX64),
            entry("complex128", DType.COMPLEX128),
            entry("complex", DType.COMPLEX128),
            entry("cdouble", DType.COMPLEX128),
            entry("complex256", DType.CLONGDOUBLE),
            entry("clongdouble", DType.CLONGDOUBLE),
            entry("bytes", DType.bytes(0)),
            entry("bytes_", DType.bytes(0)),
            entry("str", DType.text(0)),
            entry("str_", DType.text(0)),
            entry("unicode", DType.text(0)),
            entry("void", DType.voids(0)));

    private static final Map<String, DType> CODES = Map.ofEntries(
            entry("?", DType.BOOL),
            entry("b1", DType.BOOL),
            entry("b", DType.INT8),
            entry("i1", DType.INT8),
            entry("B", DType.UINT8),
            entry("u1", DType.UINT8),
            entry("h", DType.INT16),
            entry("i2", DType.INT16),
            entry("H", DType.UINT16),
            entry("u2", DType.UINT16),
            entry("i", DType.INT32),
            entry("i4", DType.INT32),
            entry("I", DType.UINT32),
            entry("u4", DType.UINT32),
            entry("l", DType.INT64),
            entry("q", DType.INT64),
            entry("p", DType.INT64),
            entry("n", DType.INT64),
            entry("i8", DType.INT64),
            entry("L", DType.UINT64),
            entry("Q", DType.UINT64),
            entry("P", DType.UINT64),
            entry("N", DType.UINT64),
            entry("u8", DType.UINT64),
            entry("e", DType.FLOAT16),
            entry("f2", DType.FLOAT16),
            entry("f", DType.FLOAT32),
            entry("f4", DType.FLOAT32),
            entry("d", DType.FLOAT64),
            entry("f8", DType.FLOAT64),
            entry("g", DType.LONGDOUBLE),
            entry("f16", DType.LONGDOUBLE),
            entry("F", DType.COMPLEX64),
            entry("c8", DType.COMPLEX64),
            entry("D", DType.COMPLEX128),
            entry("c16", DType.COMPLEX128),
            entry("G", DType.CLONGDOUBLE),
            entry("c32", DType.CLONGDOUBLE),
            entry("c", DType.bytes(1)),
            entry("M", DType.datetime64(DateUnit.GENERIC, 1)),
            entry("m", DType.timedelta64(DateUnit.GENERIC, 1)));

    private static final Set<String> OBJECTS = Set.of("object", "object_", "O", "O4", "O8");
    private static final Set<String> OTHER_LONG_DOUBLES = Set.of("float96", "complex192", "f12", "c24");
    private static final Map<String, DType> EXTENSIONS = MlDtypes.byName();

    private DTypeParser() {}

    static DType parse(String text) {
        checkLength(text, DTypeList.MAX_TEXT);
        DType named = NAMES.get(text);
        if (named != null) {
            return named;
        }
        // What nearly every array that arrives has, `<f8`: a pattern took a third of reading a small pickle.
        boolean hasOrder = !text.isEmpty() && ORDERS.indexOf(text.charAt(0)) >= 0;
        DType plain = CODES.get(hasOrder ? text.substring(1) : text);
        if (plain != null) {
            return hasOrder ? ordered(plain, text.substring(0, 1)) : plain;
        }
        DType extension = EXTENSIONS.get(text);
        if (extension != null) {
            return extension;
        }
        return DTypeList.isList(text) ? DTypeList.parse(text) : one(text);
    }

    private static DType one(String text) {
        checkLength(text, MAX_TEXT);
        Matcher sized = SIZED.matcher(text);
        if (sized.matches()) {
            return ordered(sized(sized.group(2), sized.group(3)), sized.group(1));
        }
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            return ordered(time(text, time), time.group(1));
        }
        Matcher code = CODE.matcher(text);
        DType dtype = code.matches() ? CODES.get(withoutLeadingZeros(code.group(2))) : null;
        if (dtype == null) {
            throw refusal(text, code.matches() ? code.group(2) : text);
        }
        return ordered(dtype, code.group(1));
    }

    private static void checkLength(String text, int max) {
        if (text.length() > max) {
            throw new IllegalArgumentException("dtype text has " + text.length() + " characters, allowed are " + max);
        }
    }

    private static IllegalArgumentException refusal(String text, String code) {
        String found = "dtype " + LiteralWriter.repr(text);
        if (OBJECTS.contains(code)) {
            return new IllegalArgumentException(found + " holds Python objects, allowed are dtypes of plain bytes");
        }
        if (OTHER_LONG_DOUBLES.contains(code)) {
            return new IllegalArgumentException(
                    found + " holds C's long double of 32-bit machines, allowed are float128 and complex256");
        }
        return new IllegalArgumentException(
                found + " is unknown, allowed are numpy's texts for b, i, u, f, c, S, U, V, M and m");
    }

    private static DType ordered(DType dtype, String order) {
        return switch (order) {
            case "<" -> dtype.withByteOrder(ByteOrder.LITTLE_ENDIAN);
            case ">" -> dtype.withByteOrder(ByteOrder.BIG_ENDIAN);
            default -> dtype;
        };
    }

    private static DType sized(String letter, String digits) {
        long size = number(digits, 0);
        return switch (letter) {
            case "S" -> DType.bytes(size);
            case "U" -> DType.text(size);
            default -> DType.voids(size);
        };
    }

    /// Numpy reads `i04` as `i4`.
    private static String withoutLeadingZeros(String code) {
        int zeros = 1;
        while (zeros < code.length() - 1 && code.charAt(zeros) == '0') {
            zeros++;
        }
        return code.charAt(0) + code.substring(zeros);
    }

    /// A number; one that fits no long is as good as any other that is too large.
    static long number(String digits, long ifNone) {
        if (digits.isEmpty()) {
            return ifNone;
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            return Long.MAX_VALUE;
        }
    }

    private static DType time(String text, Matcher matcher) {
        boolean point = matcher.group(2).startsWith("M") || matcher.group(2).startsWith("d");
        DateUnit unit = DateUnit.GENERIC;
        long multiple = 1;
        if (matcher.group(4) != null) {
            unit = DateUnit.ofSymbol(matcher.group(4));
            multiple = number(matcher.group(3), 1);
        }
        if (unit == null) {
            throw new IllegalArgumentException("dtype " + LiteralWriter.repr(text) + " has unit "
                    + LiteralWriter.repr(matcher.group(4))
                    + ", allowed are Y, M, W, D, h, m, s, ms, us, ns, ps, fs, as and generic");
        }
        DType step = point ? DType.datetime64(unit, multiple) : DType.timedelta64(unit, multiple);
        String divisor = matcher.group(5);
        return divisor == null ? step : TimeDivision.divide(step, divisor, text.substring(text.indexOf('[')));
    }
}
