package dev.ndwire.core.setting;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times as people write them: `30s`, `500 ms`, `1.5 min`, `2h`; without a unit, seconds.
///
/// Source: `dask.utils.parse_timedelta`.
public final class Durations {
    private static final Map<String, Long> NANOS = Map.ofEntries(
            Map.entry("", 1_000_000_000L),
            Map.entry("ns", 1L),
            Map.entry("us", 1_000L),
            Map.entry("ms", 1_000_000L),
            Map.entry("s", 1_000_000_000L),
            Map.entry("m", 60_000_000_000L),
            Map.entry("min", 60_000_000_000L),
            Map.entry("h", 3_600_000_000_000L),
            Map.entry("d", 86_400_000_000_000L));
    private static final Pattern TIME = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,18})?) ?([a-zA-Z]*)");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Durations() {}

    /// Reads a time.
    ///
    /// @param text a decimal number, one space or none, and a unit in any case or none; blanks around it are left out
    /// @return the time; what is less than a nanosecond is cut off
    /// @throws IllegalArgumentException if `text` has another form, or is too long a time
    public static Duration parse(String text) {
        Matcher matcher = TIME.matcher(text.strip());
        Long nanos = matcher.matches() ? NANOS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (nanos == null) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is no time: a number with one of the units ns, us, ms, s, m, h, d or none is allowed");
        }
        BigDecimal time = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(nanos));
        if (time.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("\"" + text + "\" is too long a time: at most 292 years are allowed");
        }
        return Duration.ofNanos(time.longValue());
    }
}
