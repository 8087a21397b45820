package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.shape.PadMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How to pad: numpy's keyword arguments. Made from [#DEFAULT] by naming what differs.
///
/// Values are single ones for all sides, `{before, after}` for all axes, or a pair for each axis, as arrays or as what
/// [NDArray#of] takes. They are kept as they are given, and must not be changed as long as the options are used.
///
/// @param statLength of how many elements, from the edge inwards, the largest, smallest, mean or median is taken;
///     integers, null for all. For [PadMode#MAXIMUM], [PadMode#MEAN], [PadMode#MEDIAN] and [PadMode#MINIMUM] only
/// @param endValues where ramps begin, outermost; null for 0. For [PadMode#LINEAR_RAMP] only
/// @param isOdd whether what is mirrored is taken from twice the edge, so that a slope goes on as it was: numpy's
///     `reflect_type='odd'`. For [PadMode#REFLECT] and [PadMode#SYMMETRIC] only
public record PadOptions(
        @Nullable Object statLength, @Nullable Object endValues, boolean isOdd) {
    /// All elements count, ramps begin at 0, and mirrors are even.
    public static final PadOptions DEFAULT = new PadOptions(null, null, false);

    /// The same with another number of elements that count.
    ///
    /// @param newStatLength at least 0; at least 1 for the largest and smallest
    /// @return the changed options
    public PadOptions statLength(Object newStatLength) {
        return new PadOptions(Objects.requireNonNull(newStatLength, "newStatLength"), endValues, isOdd);
    }

    /// The same with ramps that begin elsewhere.
    ///
    /// @param newEndValues numbers
    /// @return the changed options
    public PadOptions endValues(Object newEndValues) {
        return new PadOptions(statLength, Objects.requireNonNull(newEndValues, "newEndValues"), isOdd);
    }

    /// The same with mirrors that go on with a slope, or not.
    ///
    /// @param newIsOdd whether what is mirrored is taken from twice the edge
    /// @return the changed options
    public PadOptions odd(boolean newIsOdd) {
        return new PadOptions(statLength, endValues, newIsOdd);
    }

    /// Refuses options that a mode has no use for.
    void check(PadMode mode) {
        boolean isStatistic = switch (mode) {
            case MAXIMUM, MEAN, MEDIAN, MINIMUM -> true;
            default -> false;
        };
        check(statLength == null || isStatistic, mode, "statLength");
        check(endValues == null || mode == PadMode.LINEAR_RAMP, mode, "endValues");
        check(!isOdd || mode == PadMode.REFLECT || mode == PadMode.SYMMETRIC, mode, "isOdd");
    }

    private static void check(boolean isAllowed, PadMode mode, String option) {
        if (!isAllowed) {
            throw new IllegalArgumentException(mode + " takes no option " + option);
        }
    }
}
