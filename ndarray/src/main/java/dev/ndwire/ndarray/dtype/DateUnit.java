package dev.ndwire.ndarray.dtype;

import org.jspecify.annotations.Nullable;

/// The units that numpy counts time in, from years down to attoseconds.
public enum DateUnit {
    /// No unit yet: numpy's `generic`.
    GENERIC(""),
    /// Calendar years.
    YEAR("Y"),
    /// Calendar months.
    MONTH("M"),
    /// Weeks, which begin on Thursdays as 1970 did.
    WEEK("W"),
    /// Days.
    DAY("D"),
    /// Hours.
    HOUR("h"),
    /// Minutes.
    MINUTE("m"),
    /// Seconds.
    SECOND("s"),
    /// Thousandths of a second.
    MILLISECOND("ms"),
    /// Millionths of a second.
    MICROSECOND("us"),
    /// 10⁻⁹ seconds.
    NANOSECOND("ns"),
    /// 10⁻¹² seconds.
    PICOSECOND("ps"),
    /// 10⁻¹⁵ seconds.
    FEMTOSECOND("fs"),
    /// 10⁻¹⁸ seconds.
    ATTOSECOND("as");

    private final String symbol;

    DateUnit(String symbol) {
        this.symbol = symbol;
    }

    /// Numpy's symbol, as it stands between the brackets of `M8[ns]`.
    ///
    /// @return the symbol; empty for [#GENERIC]
    public String symbol() {
        return symbol;
    }

    /// Whether the unit has no fixed number of days: years and months.
    ///
    /// @return true for [#YEAR] and [#MONTH]
    public boolean isCalendar() {
        return this == YEAR || this == MONTH;
    }

    /// How many of the next finer unit make one of this, from weeks on.
    long nextFactor() {
        return switch (this) {
            case WEEK -> 7;
            case DAY -> 24;
            case HOUR, MINUTE -> 60;
            default -> 1000;
        };
    }

    /// Finds a unit by numpy's symbol; `generic` and the Greek letter of micro are understood.
    static @Nullable DateUnit ofSymbol(String symbol) {
        return switch (symbol) {
            case "" -> null;
            case "generic" -> GENERIC;
            case "\u03bcs" -> MICROSECOND;
            default -> {
                for (DateUnit unit : values()) {
                    if (unit.symbol.equals(symbol)) {
                        yield unit;
                    }
                }
                yield null;
            }
        };
    }
}
