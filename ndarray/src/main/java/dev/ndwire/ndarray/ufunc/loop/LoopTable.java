package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.ufunc.Ufunc;

/// Which dtypes of numbers have a loop of a function, by numpy's letters and in the order in which numpy looks for one.
/// Times and strings are not among them.
final class LoopTable {
    private static final String INTEGERS = "bBhHiIlL";
    private static final String BITS = "?" + INTEGERS;
    private static final String FLOATS = "efd";
    private static final String INEXACT = FLOATS + "FD";
    private static final String REALS = INTEGERS + FLOATS;
    private static final String ALL_REALS = "?" + REALS;
    private static final String NUMBERS = INTEGERS + INEXACT;
    private static final String ALL = "?" + NUMBERS;

    private LoopTable() {}

    static String letters(Ufunc function) {
        return switch (function) {
            case ADD,
                    MULTIPLY,
                    MAXIMUM,
                    MINIMUM,
                    FMAX,
                    FMIN,
                    LOGICAL_AND,
                    LOGICAL_OR,
                    LOGICAL_XOR,
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_EQUAL,
                    GREATER,
                    GREATER_EQUAL,
                    ABSOLUTE,
                    ISNAN,
                    ISINF,
                    ISFINITE,
                    LOGICAL_NOT -> ALL;
            case SUBTRACT, POWER, NEGATIVE, POSITIVE, SIGN, SQUARE, RECIPROCAL, CONJUGATE -> NUMBERS;
            case DIVIDE,
                    SQRT,
                    EXP,
                    EXP2,
                    EXPM1,
                    LOG,
                    LOG2,
                    LOG10,
                    LOG1P,
                    SIN,
                    COS,
                    TAN,
                    ARCSIN,
                    ARCCOS,
                    ARCTAN,
                    SINH,
                    COSH,
                    TANH,
                    ARCSINH,
                    ARCCOSH,
                    ARCTANH,
                    RINT -> INEXACT;
            case FLOOR_DIVIDE, REMAINDER, FMOD -> REALS;
            case FLOAT_POWER -> "dD";
            case HYPOT, ARCTAN2, COPYSIGN, NEXTAFTER, FABS, CBRT, DEGREES, RADIANS, SIGNBIT -> FLOATS;
            case BITWISE_AND, BITWISE_OR, BITWISE_XOR, INVERT -> BITS;
            case LEFT_SHIFT, RIGHT_SHIFT -> INTEGERS;
            case FLOOR, CEIL, TRUNC -> ALL_REALS;
            case ISNAT -> "";
        };
    }

    /// Whether bools are not taken for the integers 0 and 1, of which they could get a loop.
    static boolean refusesBools(Ufunc function) {
        return switch (function) {
            case SUBTRACT, NEGATIVE, POSITIVE, SIGN -> true;
            default -> false;
        };
    }

    /// Whether results are bools, whatever the operands are.
    static boolean givesBools(Ufunc function) {
        return switch (function) {
            case LOGICAL_AND,
                    LOGICAL_OR,
                    LOGICAL_XOR,
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_EQUAL,
                    GREATER,
                    GREATER_EQUAL,
                    ISNAN,
                    ISINF,
                    ISFINITE,
                    ISNAT,
                    SIGNBIT,
                    LOGICAL_NOT -> true;
            default -> false;
        };
    }

    /// Whether two values are compared.
    static boolean isComparison(Ufunc function) {
        return switch (function) {
            case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> true;
            default -> false;
        };
    }

    /// Whether truth values of two operands are combined.
    static boolean isLogical(Ufunc function) {
        return function == Ufunc.LOGICAL_AND || function == Ufunc.LOGICAL_OR || function == Ufunc.LOGICAL_XOR;
    }
}
