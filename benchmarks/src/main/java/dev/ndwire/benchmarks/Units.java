package dev.ndwire.benchmarks;

import java.util.Locale;

/// Figures as a person reads them, with three digits that count.
public final class Units {
    private static final double THOUSAND = 1000;
    private static final double ALL_DIGITS_SHOWN = 100;
    private static final double ONE_DECIMAL = 10;

    private Units() {}

    /// A time.
    ///
    /// @param nanoseconds such as 1234.5
    /// @return such as `1.23 µs`
    public static String time(double nanoseconds) {
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
    /// @param value any number
    /// @return such as `1.23`, `12.3` or `123`
    public static String digits(double value) {
        String form = value >= ALL_DIGITS_SHOWN ? "%.0f" : value >= ONE_DECIMAL ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }
}
