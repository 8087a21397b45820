package dev.ndwire.ndarray.dtype;

import java.nio.ByteOrder;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the texts that `numpy.dtype` understands.
///
/// C's type names mean what they mean on 64-bit Linux: `long` has 64 bits.
final class DTypeParser {
    /// Longer texts are refused before they are looked at: the longest honest one is about 30 characters.
    private static final int MAX_TEXT = 64;

    private static final Pattern CODE = Pattern.compile("([<>=|]?)([a-zA-Z?])([0-9]*)");
    private static final Pattern TIME =
            Pattern.compile("([<>=|]?)(M8|m8|M|m|datetime64|timedelta64)(?:\\[([0-9]*)([^\\[\\]0-9]*)\\])?");

    private static final Map<String, DType> NAMES = Map.ofEntries(
            Map.entry("bool", DType.BOOL),
            Map.entry("bool_", DType.BOOL),
            Map.entry("int8", DType.INT8),
            Map.entry("byte", DType.INT8),
            Map.entry("uint8", DType.UINT8),
            Map.entry("ubyte", DType.UINT8),
            Map.entry("int16", DType.INT16),
            Map.entry("short", DType.INT16),
            Map.entry("uint16", DType.UINT16),
            Map.entry("ushort", DType.UINT16),
            Map.entry("int32", DType.INT32),
            Map.entry("intc", DType.INT32),
            Map.entry("uint32", DType.UINT32),
            Map.entry("uintc", DType.UINT32),
            Map.entry("int64", DType.INT64),
            Map.entry("int", DType.INT64),
            Map.entry("int_", DType.INT64),
            Map.entry("intp", DType.INT64),
            Map.entry("long", DType.INT64),
            Map.entry("longlong", DType.INT64),
            Map.entry("uint64", DType.UINT64),
            Map.entry("uint", DType.UINT64),
            Map.entry("uintp", DType.UINT64),
            Map.entry("ulong", DType.UINT64),
            Map.entry("ulonglong", DType.UINT64),
            Map.entry("float16", DType.FLOAT16),
            Map.entry("half", DType.FLOAT16),
            Map.entry("float32", DType.FLOAT32),
            Map.entry("single", DType.FLOAT32),
            Map.entry("float64", DType.FLOAT64),
            Map.entry("float", DType.FLOAT64),
            Map.entry("double", DType.FLOAT64),
            Map.entry("complex64", DType.COMPLEX64),
            Map.entry("csingle", DType.COMPLEX64),
            Map.entry("complex128", DType.COMPLEX128),
            Map.entry("complex", DType.COMPLEX128),
            Map.entry("cdouble", DType.COMPLEX128),
            Map.entry("bytes", DType.bytes(0)),
            Map.entry("bytes_", DType.bytes(0)),
            Map.entry("str", DType.text(0)),
            Map.entry("str_", DType.text(0)),
            Map.entry("void", DType.voids(0)));

    private DTypeParser() {}

    static DType parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "dtype text has " + text.length() + " characters, allowed are " + MAX_TEXT);
        }
        DType named = NAMES.get(text);
        if (named != null) {
            return named;
        }
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            return time(text, time);
        }
        Matcher code = CODE.matcher(text);
        DType dtype = code.matches() ? code(code.group(2).charAt(0), code.group(3)) : null;
        if (dtype == null) {
            throw unknown(text);
        }
        return ordered(dtype, code.group(1));
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException("dtype '" + text + "' is not known");
    }

    private static DType ordered(DType dtype, String order) {
        return switch (order) {
            case "<" -> dtype.withByteOrder(ByteOrder.LITTLE_ENDIAN);
            case ">" -> dtype.withByteOrder(ByteOrder.BIG_ENDIAN);
            default -> dtype;
        };
    }

    private static @Nullable DType code(char letter, String digits) {
        if (digits.length() > 10) {
            return null;
        }
        long size = digits.isEmpty() ? -1 : Long.parseLong(digits);
        return switch (letter) {
            case 'S' -> DType.bytes(Math.max(size, 0));
            case 'U' -> DType.text(Math.max(size, 0));
            case 'V' -> DType.voids(Math.max(size, 0));
            default -> size < 0 ? letter(letter) : sized(letter, size);
        };
    }

    private static @Nullable DType letter(char letter) {
        return switch (letter) {
            case '?' -> DType.BOOL;
            case 'b' -> DType.INT8;
            case 'B' -> DType.UINT8;
            case 'h' -> DType.INT16;
            case 'H' -> DType.UINT16;
            case 'i' -> DType.INT32;
            case 'I' -> DType.UINT32;
            case 'l', 'q', 'p', 'n' -> DType.INT64;
            case 'L', 'Q', 'P', 'N' -> DType.UINT64;
            case 'e' -> DType.FLOAT16;
            case 'f' -> DType.FLOAT32;
            case 'd' -> DType.FLOAT64;
            case 'F' -> DType.COMPLEX64;
            case 'D' -> DType.COMPLEX128;
            case 'c' -> DType.bytes(1);
            default -> null;
        };
    }

    private static @Nullable DType sized(char letter, long size) {
        return switch (letter + Long.toString(size)) {
            case "b1" -> DType.BOOL;
            case "i1" -> DType.INT8;
            case "u1" -> DType.UINT8;
            case "i2" -> DType.INT16;
            case "u2" -> DType.UINT16;
            case "i4" -> DType.INT32;
            case "u4" -> DType.UINT32;
            case "i8" -> DType.INT64;
            case "u8" -> DType.UINT64;
            case "f2" -> DType.FLOAT16;
            case "f4" -> DType.FLOAT32;
            case "f8" -> DType.FLOAT64;
            case "c8" -> DType.COMPLEX64;
            case "c16" -> DType.COMPLEX128;
            default -> null;
        };
    }

    private static DType time(String text, Matcher matcher) {
        boolean datetime = matcher.group(2).startsWith("M") || matcher.group(2).startsWith("d");
        DateUnit unit = DateUnit.GENERIC;
        int multiple = 1;
        String symbol = matcher.group(4);
        if (symbol != null) {
            String digits = matcher.group(3);
            DateUnit found = DateUnit.ofSymbol(symbol);
            if (found == null || digits.length() > 9) {
                throw unknown(text);
            }
            unit = found;
            multiple = digits.isEmpty() ? 1 : Integer.parseInt(digits);
        }
        DType dtype = datetime ? DType.datetime64(unit, multiple) : DType.timedelta64(unit, multiple);
        return ordered(dtype, matcher.group(1));
    }
}
