package dev.ndwire.benchmarks.bench;

import java.util.Locale;

/// Times and sizes as a person reads them, with three digits that count.
final class Units {
    private static final double THOUSAND = 1000;
    private static final int KIB_BITS = 10;
    private static final double ALL_DIGITS_SHOWN = 100;
    private static final double ONE_DECIMAL = 10;

    private Units() {}

    /// A time.
    ///
    /// @param nanoseconds such as 1234.5
    /// @return such as `1.23 µs`
    static String time(double nanoseconds) {
        double value = nanoseconds;
        for (String unit : new String[] {"ns", "µs", "ms"}) {
            if (value < THOUSAND) {
                return digits(value) + " " + unit;
            }
            value /= THOUSAND;
        }
        return digits(value) + " s";
    }

    /// A number.
    ///
    /// @return such as `1.23`, `12.3` or `123`
    static String digits(double value) {
        String form = value >= ALL_DIGITS_SHOWN ? "%.0f" : value >= ONE_DECIMAL ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }

    /// A size.
    ///
    /// @return such as `64 MiB`; `1000 B` where it is no multiple of anything larger
    static String bytes(long byteSize) {
        long value = byteSize;
        int unit = 0;
        String[] units = {"B", "KiB", "MiB", "GiB"};
        while (unit < units.length - 1 && value != 0 && value % (1 << KIB_BITS) == 0) {
            value >>= KIB_BITS;
            unit++;
        }
        return value + " " + units[unit];
    }
}
