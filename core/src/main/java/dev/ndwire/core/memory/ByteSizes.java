package dev.ndwire.core.memory;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes in bytes as people write and read them: `1GiB`, `64 MiB`, `1.5GB`, `1000`.
///
/// Units of 1024 are `KiB`, `MiB`, `GiB` and `TiB`, units of 1000 are `kB`, `MB`, `GB` and `TB`; `B` or no unit is
/// bytes. Stateless, so safe for use by any thread.
public final class ByteSizes {
    private static final List<String> BINARY_UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
    private static final Map<String, Long> FACTORS = Map.of(
            "",
            1L,
            "b",
            1L,
            "kb",
            1000L,
            "mb",
            1000L * 1000,
            "gb",
            1000L * 1000 * 1000,
            "tb",
            1000L * 1000 * 1000 * 1000,
            "kib",
            1L << 10,
            "mib",
            1L << 20,
            "gib",
            1L << 30,
            "tib",
            1L << 40);
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,40}(?:\\.[0-9]{1,40})?) ?([A-Za-z]*)");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private ByteSizes() {}

    /// Reads a size.
    ///
    /// @param text a decimal number, one space or none, and a unit in any case or none; blanks around it are left out
    /// @return the size in bytes, from 0 to [Long#MAX_VALUE]
    /// @throws IllegalArgumentException if `text` has another form, is no whole number of bytes, or is too large
    public static long parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        Long factor = matcher.matches() ? FACTORS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (factor == null) {
            throw new IllegalArgumentException("\"" + text + "\" is no size in bytes: a number with one of the units"
                    + " B, kB, MB, GB, TB, KiB, MiB, GiB, TiB or none is allowed");
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(factor));
        if (bytes.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is too large a size: at most " + LARGEST + " bytes are allowed");
        }
        if (bytes.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException("\"" + text + "\" is "
                    + bytes.stripTrailingZeros().toPlainString() + " bytes: only a whole number is allowed");
        }
        return bytes.longValueExact();
    }

    /// Writes a size for people, in units of 1024: `1000 B`, `64 MiB`, `1.5 GiB`.
    ///
    /// What is no whole number of its unit is rounded to one digit after the point, so the result is not for
    /// reading back.
    ///
    /// @param byteSize the size, at least 0
    /// @return the number, a space and the largest unit of which there is at least one
    /// @throws IllegalArgumentException if `byteSize` is negative
    public static String format(long byteSize) {
        if (byteSize < 0) {
            throw new IllegalArgumentException("size " + byteSize + " is negative: at least 0 bytes are allowed");
        }
        int unit = 0;
        BigDecimal number = BigDecimal.valueOf(byteSize);
        BigDecimal step = BigDecimal.valueOf(1024);
        while (unit < BINARY_UNITS.size() - 1 && rounded(number).compareTo(step) >= 0) {
            number = number.divide(step);
            unit++;
        }
        return rounded(number).toPlainString() + " " + BINARY_UNITS.get(unit);
    }

    private static BigDecimal rounded(BigDecimal number) {
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        return number.setScale(whole ? 0 : 1, RoundingMode.HALF_UP);
    }
}
