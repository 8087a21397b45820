package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the loop that numpy takes for operands of given dtypes.
final class Resolution {
    private Resolution() {}

    /// The loop for operands.
    ///
    /// @param operands as many as the function takes, none a structure
    /// @throws IllegalArgumentException if there is none
    static Signature of(Ufunc function, List<DType> operands) {
        Signature found = find(function, operands);
        if (found == null) {
            throw refused(function, operands);
        }
        return found;
    }

    static IllegalArgumentException refused(Ufunc function, List<DType> operands) {
        return new IllegalArgumentException("ufunc '" + function.numpyName() + "' cannot use operands with types "
                + operands.stream().map(DType::repr).collect(Collectors.joining(" and ")));
    }

    private static @Nullable Signature find(Ufunc function, List<DType> operands) {
        operands.forEach(DType::requireValues);
        boolean areNumbers = operands.stream().allMatch(Resolution::isNumber);
        if (areNumbers) {
            return ofNumbers(function, operands);
        }
        if (LoopTable.isLogical(function)) {
            boolean areTruths = operands.stream().allMatch(dtype -> Casting.UNSAFE.allows(dtype, DType.BOOL));
            return areTruths ? homogeneous(function, DType.BOOL) : null;
        }
        if (operands.stream().anyMatch(Kernels::isTime)) {
            return TimeResolution.find(function, operands);
        }
        return operands.size() == 2 ? ofTexts(function, operands.get(0), operands.get(1)) : null;
    }

    static boolean isNumber(DType dtype) {
        return switch (dtype.kind()) {
            case BOOL, INT, UINT, FLOAT, COMPLEX -> true;
            default -> false;
        };
    }

    static DType inNativeOrder(DType dtype) {
        return dtype.withByteOrder(ByteOrder.nativeOrder());
    }

    private static @Nullable Signature ofNumbers(Ufunc function, List<DType> operands) {
        if (LoopTable.refusesBools(function) && operands.stream().allMatch(dtype -> dtype.kind() == Kind.BOOL)) {
            return null;
        }
        if (function == Ufunc.DIVIDE && operands.stream().allMatch(Resolution::isIntegral)) {
            return homogeneous(function, DType.FLOAT64);
        }
        if (LoopTable.isComparison(function) && isSignedWithUint64(operands)) {
            List<DType> inputs = operands.stream()
                    .map(dtype -> dtype.kind() == Kind.UINT ? DType.UINT64 : DType.INT64)
                    .toList();
            return Signature.of(inputs, DType.BOOL, Kernels.loop(function, inputs.get(0), inputs.get(1)));
        }
        String letters = LoopTable.letters(function);
        for (int i = 0; i < letters.length(); i++) {
            DType dtype = ofLetter(letters.charAt(i));
            if (operands.stream().allMatch(operand -> Casting.SAFE.allows(operand, dtype))) {
                return homogeneous(function, dtype);
            }
        }
        return null;
    }

    private static boolean isIntegral(DType dtype) {
        return dtype.kind() == Kind.BOOL || dtype.kind() == Kind.INT || dtype.kind() == Kind.UINT;
    }

    /// Only there would the common dtype, float64, lose values.
    private static boolean isSignedWithUint64(List<DType> operands) {
        DType left = inNativeOrder(operands.get(0));
        DType right = inNativeOrder(operands.get(1));
        return (left.kind() == Kind.INT && right.equals(DType.UINT64))
                || (left.equals(DType.UINT64) && right.kind() == Kind.INT);
    }

    private static DType ofLetter(char letter) {
        return switch (letter) {
            case '?' -> DType.BOOL;
            case 'b' -> DType.INT8;
            case 'B' -> DType.UINT8;
            case 'h' -> DType.INT16;
            case 'H' -> DType.UINT16;
            case 'i' -> DType.INT32;
            case 'I' -> DType.UINT32;
            case 'l' -> DType.INT64;
            case 'L' -> DType.UINT64;
            case 'e' -> DType.FLOAT16;
            case 'f' -> DType.FLOAT32;
            case 'd' -> DType.FLOAT64;
            case 'F' -> DType.COMPLEX64;
            default -> DType.COMPLEX128;
        };
    }

    private static Signature homogeneous(Ufunc function, DType dtype) {
        List<DType> inputs = function.arity() == 1 ? List.of(dtype) : List.of(dtype, dtype);
        Loop loop = Kernels.loop(function, dtype, dtype);
        if (LoopTable.givesBools(function)) {
            return Signature.of(inputs, DType.BOOL, loop);
        }
        return function == Ufunc.ABSOLUTE && dtype.kind() == Kind.COMPLEX
                ? new Signature(inputs, DType.FLOAT64, half(dtype), loop)
                : Signature.of(inputs, dtype, loop);
    }

    private static DType half(DType complex) {
        return complex.equals(DType.COMPLEX64) ? DType.FLOAT32 : DType.FLOAT64;
    }

    /// Strings of one kind are compared at the width of the wider one; raw bytes only with as many others.
    private static @Nullable Signature ofTexts(Ufunc function, DType left, DType right) {
        if (left.kind() != right.kind()) {
            return null;
        }
        boolean isText = left.kind() == Kind.TEXT;
        if (function == Ufunc.ADD && left.kind() != Kind.VOID) {
            DType first = inNativeOrder(left);
            DType second = inNativeOrder(right);
            Loop loop = TextKernels.concatenation(isText, width(first), width(second));
            return Signature.of(List.of(first, second), concatenated(isText, first, second), loop);
        }
        boolean isEquality = function == Ufunc.EQUAL || function == Ufunc.NOT_EQUAL;
        if (left.kind() == Kind.VOID && !isEquality) {
            return null;
        }
        DType common = Promotion.of(left, right);
        Loop loop = TextKernels.comparison(function, isText, width(common));
        return loop == null ? null : Signature.of(List.of(common, common), DType.BOOL, loop);
    }

    private static DType concatenated(boolean isText, DType first, DType second) {
        return isText
                ? DType.text(Math.max(1, width(first) + width(second)))
                : DType.bytes(Math.max(1, width(first) + width(second)));
    }

    /// Array entries of one string.
    static int width(DType dtype) {
        return (int) (dtype.kind() == Kind.TEXT ? dtype.itemSize() / Integer.BYTES : dtype.itemSize());
    }
}
