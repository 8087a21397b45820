package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.MalformedArrowException;
import dev.ndwire.arrow.ipc.UnsupportedArrowTypeException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/// Types as the C Data interface writes them: `i` is int32, `tsn:UTC` a timestamp.
final class Formats {
    private static final String LETTERS = "smun";
    private static final List<TimeUnit> UNITS =
            List.of(TimeUnit.SECOND, TimeUnit.MILLISECOND, TimeUnit.MICROSECOND, TimeUnit.NANOSECOND);

    /// Types without parameters, both ways.
    private static final Map<String, ArrowType> PLAIN = plain();

    private static final Map<ArrowType, String> NAMES =
            PLAIN.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    /// The most digits of decimals of 32, 64, 128 and 256 bits.
    private static final Map<Integer, Integer> DECIMAL_DIGITS =
            Map.of(Integer.SIZE, 9, Long.SIZE, 18, 128, 38, 256, 76);

    private static final Pattern NUMBERS = Pattern.compile("(-?[0-9]{1,10}(,-?[0-9]{1,10})*)?");
    private static final int MAX_TYPE_ID = 127;

    private Formats() {}

    private static Map<String, ArrowType> plain() {
        Map<String, ArrowType> types = new HashMap<>();
        types.put("n", ArrowType.Null.INSTANCE);
        types.put("b", ArrowType.Bool.INSTANCE);
        for (int i = 0; i < 4; i++) {
            types.put("csil".substring(i, i + 1), new ArrowType.Int(Byte.SIZE << i, true));
            types.put("CSIL".substring(i, i + 1), new ArrowType.Int(Byte.SIZE << i, false));
        }
        types.put("e", new ArrowType.FloatingPoint(FloatingPointPrecision.HALF));
        types.put("f", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
        types.put("g", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
        types.put("z", ArrowType.Binary.INSTANCE);
        types.put("Z", ArrowType.LargeBinary.INSTANCE);
        types.put("vz", ArrowType.BinaryView.INSTANCE);
        types.put("u", ArrowType.Utf8.INSTANCE);
        types.put("U", ArrowType.LargeUtf8.INSTANCE);
        types.put("vu", ArrowType.Utf8View.INSTANCE);
        types.put("tdD", new ArrowType.Date(DateUnit.DAY));
        types.put("tdm", new ArrowType.Date(DateUnit.MILLISECOND));
        types.put("tts", new ArrowType.Time(TimeUnit.SECOND, Integer.SIZE));
        types.put("ttm", new ArrowType.Time(TimeUnit.MILLISECOND, Integer.SIZE));
        types.put("ttu", new ArrowType.Time(TimeUnit.MICROSECOND, Long.SIZE));
        types.put("ttn", new ArrowType.Time(TimeUnit.NANOSECOND, Long.SIZE));
        for (TimeUnit unit : UNITS) {
            types.put("tD" + letter(unit), new ArrowType.Duration(unit));
        }
        types.put("tiM", new ArrowType.Interval(IntervalUnit.YEAR_MONTH));
        types.put("tiD", new ArrowType.Interval(IntervalUnit.DAY_TIME));
        types.put("tin", new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO));
        types.put("+l", ArrowType.List.INSTANCE);
        types.put("+L", ArrowType.LargeList.INSTANCE);
        types.put("+vl", ArrowType.ListView.INSTANCE);
        types.put("+vL", ArrowType.LargeListView.INSTANCE);
        types.put("+s", ArrowType.Struct.INSTANCE);
        types.put("+r", ArrowType.RunEndEncoded.INSTANCE);
        return types;
    }

    private static char letter(TimeUnit unit) {
        return LETTERS.charAt(UNITS.indexOf(unit));
    }

    /// Writes a type; that of an extension is its storage.
    static String of(ArrowType type) {
        String plain = NAMES.get(type);
        if (plain != null) {
            return plain;
        }
        if (type instanceof ArrowType.ExtensionType extension) {
            return of(extension.storageType());
        }
        if (type instanceof ArrowType.Timestamp times) {
            String zone = times.getTimezone();
            return "ts" + letter(times.getUnit()) + ":" + (zone == null ? "" : zone);
        }
        if (type instanceof ArrowType.Decimal decimal) {
            String width = decimal.getBitWidth() == 128 ? "" : "," + decimal.getBitWidth();
            return "d:" + decimal.getPrecision() + "," + decimal.getScale() + width;
        }
        if (type instanceof ArrowType.FixedSizeBinary binary) {
            return "w:" + binary.getByteWidth();
        }
        if (type instanceof ArrowType.FixedSizeList list) {
            return "+w:" + list.getListSize();
        }
        if (type instanceof ArrowType.Map) {
            return "+m";
        }
        if (type instanceof ArrowType.Union union) {
            String ids =
                    Arrays.stream(union.getTypeIds()).mapToObj(String::valueOf).collect(Collectors.joining(","));
            return (union.getMode() == UnionMode.Dense ? "+ud:" : "+us:") + ids;
        }
        throw new UnsupportedArrowTypeException("type " + type + " has no format of the C Data interface");
    }

    /// Reads a type.
    ///
    /// @param keysSorted the flag of maps
    /// @param name of the field, for errors
    /// @throws MalformedArrowException if the format is none
    static ArrowType parse(String format, boolean keysSorted, String name) {
        ArrowType plain = PLAIN.get(format);
        if (plain != null) {
            return plain;
        }
        if (format.equals("+m")) {
            return new ArrowType.Map(keysSorted);
        }
        int colon = format.indexOf(':');
        ArrowType type = colon < 0 ? null : withParameters(format.substring(0, colon), format.substring(colon + 1));
        if (type == null) {
            throw new MalformedArrowException("field '" + name + "' has format '" + format + "', which is none");
        }
        return type;
    }

    private static @Nullable ArrowType withParameters(String kind, String rest) {
        if (kind.length() == 3 && kind.startsWith("ts") && LETTERS.indexOf(kind.charAt(2)) >= 0) {
            TimeUnit unit = UNITS.get(LETTERS.indexOf(kind.charAt(2)));
            return new ArrowType.Timestamp(unit, rest.isEmpty() ? null : rest);
        }
        int[] numbers = numbers(rest);
        return numbers == null ? null : withNumbers(kind, numbers);
    }

    private static int @Nullable [] numbers(String text) {
        if (!NUMBERS.matcher(text).matches()) {
            return null;
        }
        long[] numbers = text.isEmpty()
                ? new long[0]
                : Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
        boolean areInts = Arrays.stream(numbers).allMatch(number -> number == (int) number);
        return areInts ? Arrays.stream(numbers).mapToInt(Math::toIntExact).toArray() : null;
    }

    private static @Nullable ArrowType withNumbers(String kind, int[] numbers) {
        return switch (kind) {
            case "d" -> decimal(numbers);
            case "w" -> numbers.length == 1 && numbers[0] >= 0 ? new ArrowType.FixedSizeBinary(numbers[0]) : null;
            case "+w" -> numbers.length == 1 && numbers[0] >= 0 ? new ArrowType.FixedSizeList(numbers[0]) : null;
            case "+us" -> areTypeIds(numbers) ? new ArrowType.Union(UnionMode.Sparse, numbers) : null;
            case "+ud" -> areTypeIds(numbers) ? new ArrowType.Union(UnionMode.Dense, numbers) : null;
            default -> null;
        };
    }

    private static @Nullable ArrowType decimal(int[] numbers) {
        if (numbers.length < 2 || numbers.length > 3) {
            return null;
        }
        int width = numbers.length == 2 ? 128 : numbers[2];
        boolean isPrecise = numbers[0] >= 1 && numbers[0] <= DECIMAL_DIGITS.getOrDefault(width, 0);
        return isPrecise ? new ArrowType.Decimal(numbers[0], numbers[1], width) : null;
    }

    private static boolean areTypeIds(int[] ids) {
        return Arrays.stream(ids).allMatch(id -> id >= 0 && id <= MAX_TYPE_ID)
                && Arrays.stream(ids).distinct().count() == ids.length;
    }
}
