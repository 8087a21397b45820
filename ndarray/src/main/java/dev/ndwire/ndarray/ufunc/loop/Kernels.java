package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The loops of numbers and times, each made when it is first asked for.
final class Kernels {
    private static final Map<Key, Loop> LOOPS = new ConcurrentHashMap<>();

    private Kernels() {}

    /// As many as there are loops: units of times do not count.
    private record Key(Ufunc function, Kind left, long leftSize, Kind right, long rightSize) {}

    /// The loop for two operands; a unary function has its operand on both sides.
    ///
    /// @throws IllegalStateException if there is none, which the table of loops rules out
    static Loop loop(Ufunc function, DType left, DType right) {
        var key = new Key(function, left.kind(), left.itemSize(), right.kind(), right.itemSize());
        Loop found = LOOPS.get(key);
        if (found != null) {
            return found;
        }
        Operation operation = operation(function, left, right);
        if (operation == null) {
            throw new IllegalStateException(function + " has no loop for " + left + " and " + right);
        }
        Loop made = LOOPS.computeIfAbsent(key, unused -> Templates.loop(operation));
        return made;
    }

    private static @Nullable Operation operation(Ufunc function, DType left, DType right) {
        if (isTime(left) || isTime(right)) {
            return TimeKernels.of(function, left.kind(), right.kind());
        }
        if (left.kind() != right.kind()) {
            return left.kind() == Kind.INT
                    ? LongKernels.ofSignedAndUnsigned(function)
                    : LongKernels.ofUnsignedAndSigned(function);
        }
        return switch (left.kind()) {
            case BOOL -> IntKernels.ofBools(function);
            case COMPLEX -> ComplexKernels.of(function);
            case FLOAT ->
                switch ((int) left.itemSize()) {
                    case Short.BYTES -> FloatKernels.ofHalves(function);
                    case Float.BYTES -> FloatKernels.of(function);
                    default -> DoubleKernels.of(function);
                };
            default -> ofIntegers(function, left);
        };
    }

    private static @Nullable Operation ofIntegers(Ufunc function, DType dtype) {
        if (Lane.of(dtype) == Lane.INT) {
            return IntKernels.of(function);
        }
        return dtype.equals(DType.UINT64) ? LongKernels.ofUnsigned(function) : LongKernels.of(function);
    }

    static boolean isTime(DType dtype) {
        return dtype.kind() == Kind.DATETIME || dtype.kind() == Kind.TIMEDELTA;
    }
}
