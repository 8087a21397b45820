package dev.ndwire.ndarray.ufunc;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.array.ArrayMath;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads and checks one line that `write_ufunc_vectors.py` wrote.
final class UfuncLines {
    /// Functions that are not rounded exactly, here or by numpy.
    private static final Set<Ufunc> APPROXIMATE = EnumSet.of(
            Ufunc.POWER,
            Ufunc.FLOAT_POWER,
            Ufunc.HYPOT,
            Ufunc.ARCTAN2,
            Ufunc.CBRT,
            Ufunc.EXP,
            Ufunc.EXP2,
            Ufunc.EXPM1,
            Ufunc.LOG,
            Ufunc.LOG2,
            Ufunc.LOG10,
            Ufunc.LOG1P,
            Ufunc.SIN,
            Ufunc.COS,
            Ufunc.TAN,
            Ufunc.ARCSIN,
            Ufunc.ARCCOS,
            Ufunc.ARCTAN,
            Ufunc.SINH,
            Ufunc.COSH,
            Ufunc.TANH,
            Ufunc.ARCSINH,
            Ufunc.ARCCOSH,
            Ufunc.ARCTANH);

    private static final Set<Ufunc> EXACT_PARTS = EnumSet.of(
            Ufunc.ADD,
            Ufunc.SUBTRACT,
            Ufunc.NEGATIVE,
            Ufunc.POSITIVE,
            Ufunc.CONJUGATE,
            Ufunc.MAXIMUM,
            Ufunc.MINIMUM,
            Ufunc.FMAX,
            Ufunc.FMIN,
            Ufunc.RINT);

    private static final int POWER_UNITS = 64;

    private UfuncLines() {}

    /// What differs, or null.
    static @Nullable String difference(List<String> line) {
        Ufunc function = Ufunc.valueOf(line.get(0).toUpperCase(Locale.ROOT));
        Object[] operands = line.subList(1, line.size() - 1).stream()
                .map(UfuncLines::operand)
                .toArray();
        String expected = line.get(line.size() - 1);
        NDArray found;
        try {
            found = ArrayMath.evaluate(function, operands);
        } catch (IllegalArgumentException refused) {
            return expected.equals("error") ? null : "refused: " + refused.getMessage();
        }
        if (expected.equals("error")) {
            return "not refused: " + found.dtype();
        }
        NDArray wanted = (NDArray) operand(expected);
        boolean isSize =
                function == Ufunc.ABSOLUTE && ((NDArray) operands[0]).dtype().kind() == Kind.COMPLEX;
        return difference(isSize ? Ufunc.HYPOT : function, found, wanted);
    }

    static Object operand(String text) {
        if (text.startsWith("=")) {
            return value(text.substring(1));
        }
        String[] parts = text.split(";", -1);
        DType dtype = GoldenLines.build(GoldenLines.literal(parts[0]));
        byte[] bytes = HexFormat.of().parseHex(parts[2]);
        MemorySegment memory = Arena.ofAuto().allocate(Math.max(1, bytes.length));
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, 0, bytes.length);
        return NDArray.wrap(memory, dtype, GoldenLines.shape(GoldenLines.literal(parts[1])));
    }

    private static Object value(String text) {
        if (text.equals("inf") || text.equals("nan")) {
            return text.equals("inf") ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (text.startsWith("b'")) {
            return Bytes.utf8(text.substring(2, text.length() - 1));
        }
        if (text.matches("-?[0-9]+(\\.[0-9]+)?(e.*)?") && !text.matches("-?[0-9]+")) {
            return Double.parseDouble(text);
        }
        return text.endsWith("j")
                ? new Complex(0, Double.parseDouble(text.substring(0, text.length() - 1)))
                : GoldenLines.literal(text);
    }

    private static @Nullable String difference(Ufunc function, NDArray found, NDArray expected) {
        if (!found.dtype().equals(expected.dtype()) || !Arrays.equals(found.shape(), expected.shape())) {
            return found.dtype() + " of shape " + Arrays.toString(found.shape()) + ", numpy " + expected.dtype()
                    + " of shape " + Arrays.toString(expected.shape());
        }
        NDArray flat = found.copy().reshape(-1);
        NDArray wanted = expected.reshape(-1);
        for (long i = 0; i < flat.size(); i++) {
            if (!isSame(function, flat, wanted, i)) {
                return "element " + i + " is " + flat.get(i) + ", numpy " + wanted.get(i);
            }
        }
        return null;
    }

    private static boolean isSame(Ufunc function, NDArray found, NDArray expected, long i) {
        Kind kind = expected.dtype().kind();
        if (kind == Kind.FLOAT) {
            double y = expected.getDouble(i);
            return isNear(found.getDouble(i), y, Math.abs(y), units(function, expected.dtype()), expected.dtype());
        }
        if (kind == Kind.COMPLEX) {
            Complex x = found.getComplex(i);
            Complex y = expected.getComplex(i);
            // An error of a part is small beside the number, not beside the part: numpy's own are no smaller.
            double size = Math.hypot(y.real(), y.imag());
            int units = units(function, expected.dtype());
            if (units == POWER_UNITS && (size == 0 || !Double.isFinite(size))) {
                // Which part overflows first, and to which side, is a matter of the precision of what lies between.
                double length = Math.hypot(x.real(), x.imag());
                return size == 0 ? length == 0 : !Double.isFinite(length);
            }
            double scale = Double.isFinite(size) ? function == Ufunc.LOG1P ? Math.max(1, size) : size : 0;
            return isNear(x.real(), y.real(), scale, units, expected.dtype())
                    && isNear(x.imag(), y.imag(), scale, units, expected.dtype());
        }
        return found.get(i).equals(expected.get(i));
    }

    /// The error allowed, in units in the last place.
    private static int units(Ufunc function, DType dtype) {
        if (dtype.kind() == Kind.COMPLEX) {
            boolean isPower = function == Ufunc.POWER || function == Ufunc.FLOAT_POWER;
            return isPower ? POWER_UNITS : EXACT_PARTS.contains(function) ? 0 : 4;
        }
        boolean isShort = dtype.equals(DType.FLOAT16);
        return APPROXIMATE.contains(function) ? (isShort ? 1 : 4) : 0;
    }

    /// @param size the number beside which an error is small
    private static boolean isNear(double found, double expected, double size, int units, DType dtype) {
        if (Double.doubleToLongBits(found) == Double.doubleToLongBits(expected)) {
            return true;
        }
        long bytes = dtype.kind() == Kind.COMPLEX ? dtype.itemSize() / 2 : dtype.itemSize();
        double precision = bytes == 8 ? 0x1p-52 : bytes == 4 ? 0x1p-23 : 0x1p-10;
        double smallest = bytes == 8 ? Double.MIN_VALUE : bytes == 4 ? Float.MIN_VALUE : 0x1p-24;
        double allowed = units * Math.max(smallest, precision * Math.max(size, Math.abs(expected)));
        // Zeros have their sign where numpy's have one.
        return Math.abs(found - expected) <= allowed && (expected != 0 || found != 0);
    }
}
