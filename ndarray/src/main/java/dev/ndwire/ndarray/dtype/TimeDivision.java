package dev.ndwire.ndarray.dtype;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// Steps that are a part of a unit, such as `[3s/2]`: numpy makes them a number of smaller units, here 1500 ms.
///
/// Each unit is tried in two or three smaller ones, the largest first. A year has 52 weeks or 365 days there, and a
/// month 4 weeks or 30 days.
final class TimeDivision {
    private static final int TRIED_BELOW_MINUTES = 2;

    private TimeDivision() {}

    /// A smaller unit, and how many of it make one of the larger.
    private record Part(DateUnit unit, long count) {}

    /// The dtype whose steps are as many parts of those of another.
    ///
    /// @param whole what is divided
    /// @param divisor digits
    /// @param brackets what unit and divisor were read from, for the message
    /// @throws IllegalArgumentException if the unit is generic, none of the smaller units has such parts, or a step
    ///     would be too many of it
    static DType divide(DType whole, String divisor, String brackets) {
        long parts = DTypeParser.number(divisor, 1);
        if (parts == 1) {
            return whole;
        }
        if (whole.unit() == DateUnit.GENERIC) {
            throw new IllegalArgumentException("Can't use 'den' divisor with generic units");
        }
        for (Part part : parts(whole.unit())) {
            if (parts > 0 && part.count() % parts == 0) {
                long multiple = whole.multiple() * (part.count() / parts);
                return whole.kind() == Kind.DATETIME
                        ? DType.datetime64(part.unit(), multiple)
                        : DType.timedelta64(part.unit(), multiple);
            }
        }
        throw new IllegalArgumentException(
                "divisor (" + parts + ") is not a multiple of a lower-unit in datetime metadata \"" + brackets + "\"");
    }

    private static List<Part> parts(DateUnit unit) {
        return switch (unit) {
            case YEAR ->
                List.of(new Part(DateUnit.MONTH, 12), new Part(DateUnit.WEEK, 52), new Part(DateUnit.DAY, 365));
            case MONTH -> List.of(new Part(DateUnit.WEEK, 4), new Part(DateUnit.DAY, 30), new Part(DateUnit.HOUR, 720));
            case WEEK ->
                List.of(new Part(DateUnit.DAY, 7), new Part(DateUnit.HOUR, 168), new Part(DateUnit.MINUTE, 10080));
            case DAY ->
                List.of(new Part(DateUnit.HOUR, 24), new Part(DateUnit.MINUTE, 1440), new Part(DateUnit.SECOND, 86400));
            case HOUR -> List.of(new Part(DateUnit.MINUTE, 60), new Part(DateUnit.SECOND, 3600));
            case MINUTE -> List.of(new Part(DateUnit.SECOND, 60), new Part(DateUnit.MILLISECOND, 60000));
            default -> thousandths(unit);
        };
    }

    /// A thousand of the next smaller unit and a million of the one below, as far as there are such.
    private static List<Part> thousandths(DateUnit unit) {
        var parts = new ArrayList<Part>();
        long count = 1;
        for (DateUnit smaller : EnumSet.range(unit, DateUnit.ATTOSECOND)) {
            if (smaller != unit && parts.size() < TRIED_BELOW_MINUTES) {
                count *= unit.nextFactor();
                parts.add(new Part(smaller, count));
            }
        }
        return parts;
    }
}
