package dev.ndwire.cli.diff;

/// How far two numbers may be apart and still count as equal, as numpy's `isclose` has it:
/// `|left - right| <= absolute + relative * |right|`.
///
/// @param relative at least 0
/// @param absolute at least 0
public record Tolerance(double relative, double absolute) {
    /// Nothing but equality.
    public static final Tolerance NONE = new Tolerance(0, 0);

    /// Checks that both are no NaN and not negative.
    public Tolerance {
        if (!(relative >= 0) || !(absolute >= 0)) {
            throw new IllegalArgumentException(
                    "tolerances are " + relative + " and " + absolute + ", allowed are 0 and more");
        }
    }

    boolean isNone() {
        return relative == 0 && absolute == 0;
    }

    boolean allows(double error, double right) {
        return !isNone() && Double.isFinite(right) && error <= absolute + relative * Math.abs(right);
    }
}
