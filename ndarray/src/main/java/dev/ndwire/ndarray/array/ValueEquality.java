package dev.ndwire.ndarray.array;

import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.ExtendedFloat;
import dev.ndwire.ndarray.element.TimeScale;
import java.lang.foreign.MemorySegment;

/// Whether elements are equal by value, whatever their dtypes; those of kinds that have nothing in common never are.
///
/// @param equalNaN whether NaN equals NaN, and NaT equals NaT; a complex number is NaN if either part is
record ValueEquality(boolean equalNaN) {
    /// Compares two runs of elements that follow each other.
    boolean areEqual(MemorySegment left, DType leftType, MemorySegment right, DType rightType, long count) {
        if (leftType.equals(rightType) && bytesDecide(leftType) && left.mismatch(right) < 0) {
            return true;
        }
        for (long i = 0; i < count; i++) {
            if (!areEqual(left, leftType, i * leftType.itemSize(), right, rightType, i * rightType.itemSize())) {
                return false;
            }
        }
        return true;
    }

    /// Whether elements of equal bytes are always equal: not so where there are values that equal nothing.
    private boolean bytesDecide(DType dtype) {
        return switch (dtype.kind()) {
            case BOOL, INT, UINT, BYTES, TEXT -> true;
            default -> equalNaN;
        };
    }

    private boolean areEqual(
            MemorySegment left,
            DType leftType,
            long leftOffset,
            MemorySegment right,
            DType rightType,
            long rightOffset) {
        Kind leftKind = leftType.kind();
        Kind rightKind = rightType.kind();
        if (isNumber(leftKind) && isNumber(rightKind)) {
            return (isLong(leftKind) || isLong(rightKind))
                    ? areEqualLongs(left, leftType, leftOffset, right, rightType, rightOffset)
                    : areEqualNumbers(left, leftType, leftOffset, right, rightType, rightOffset);
        }
        if (leftKind != rightKind) {
            return false;
        }
        return switch (leftKind) {
            case BYTES ->
                Elements.bytes(left, leftType, leftOffset).equals(Elements.bytes(right, rightType, rightOffset));
            case TEXT -> areEqualTexts(left, leftType, leftOffset, right, rightType, rightOffset);
            case DATETIME, TIMEDELTA ->
                areEqualTimes(
                        Elements.integer(left, leftType, leftOffset),
                        leftType,
                        Elements.integer(right, rightType, rightOffset),
                        rightType);
            default -> areEqualCompounds(left, leftType, leftOffset, right, rightType, rightOffset);
        };
    }

    private boolean areEqualNumbers(
            MemorySegment left,
            DType leftType,
            long leftOffset,
            MemorySegment right,
            DType rightType,
            long rightOffset) {
        Kind leftKind = leftType.kind();
        Kind rightKind = rightType.kind();
        if (isWhole(leftKind) && isWhole(rightKind)) {
            long leftBits = Elements.integer(left, leftType, leftOffset);
            long rightBits = Elements.integer(right, rightType, rightOffset);
            boolean isSameSign = leftBits >= 0 || (leftKind == Kind.UINT) == (rightKind == Kind.UINT);
            return leftBits == rightBits && isSameSign;
        }
        if (leftKind != Kind.COMPLEX && rightKind != Kind.COMPLEX) {
            double leftValue = Elements.number(left, leftType, leftOffset);
            double rightValue = Elements.number(right, rightType, rightOffset);
            return leftValue == rightValue || (equalNaN && Double.isNaN(leftValue) && Double.isNaN(rightValue));
        }
        var leftValue = Elements.complex(left, leftType, leftOffset);
        var rightValue = Elements.complex(right, rightType, rightOffset);
        boolean areEqual = leftValue.real() == rightValue.real() && leftValue.imag() == rightValue.imag();
        return areEqual || (equalNaN && isNaN(leftValue) && isNaN(rightValue));
    }

    private static boolean isNaN(Complex number) {
        return Double.isNaN(number.real()) || Double.isNaN(number.imag());
    }

    /// Compares long doubles, and halves of long complex numbers, with one another or with numbers that they hold.
    private boolean areEqualLongs(
            MemorySegment left,
            DType leftType,
            long leftOffset,
            MemorySegment right,
            DType rightType,
            long rightOffset) {
        ExtendedFloat leftReal = real(left, leftType, leftOffset);
        ExtendedFloat leftImag = imag(left, leftType, leftOffset);
        ExtendedFloat rightReal = real(right, rightType, rightOffset);
        ExtendedFloat rightImag = imag(right, rightType, rightOffset);
        boolean isLeftNaN = leftReal.isNaN() || leftImag.isNaN();
        boolean isRightNaN = rightReal.isNaN() || rightImag.isNaN();
        return (leftReal.isSameNumber(rightReal) && leftImag.isSameNumber(rightImag))
                || (equalNaN && isLeftNaN && isRightNaN);
    }

    private static ExtendedFloat real(MemorySegment memory, DType dtype, long byteOffset) {
        return switch (dtype.kind()) {
            case LONG_FLOAT, LONG_COMPLEX -> ExtendedFloat.read(memory, dtype.byteOrder(), byteOffset);
            case FLOAT, COMPLEX ->
                ExtendedFloat.of(Elements.complex(memory, dtype, byteOffset).real());
            default -> {
                long integer = Elements.integer(memory, dtype, byteOffset);
                boolean isNegative = integer < 0 && dtype.kind() != Kind.UINT;
                yield ExtendedFloat.of(isNegative, isNegative ? -integer : integer);
            }
        };
    }

    private static ExtendedFloat imag(MemorySegment memory, DType dtype, long byteOffset) {
        return switch (dtype.kind()) {
            case LONG_COMPLEX -> ExtendedFloat.read(memory, dtype.byteOrder(), byteOffset + ExtendedFloat.BYTES);
            case COMPLEX ->
                ExtendedFloat.of(Elements.complex(memory, dtype, byteOffset).imag());
            default -> ExtendedFloat.of(false, 0);
        };
    }

    private boolean areEqualTimes(long leftTicks, DType leftType, long rightTicks, DType rightType) {
        return TimeScale.areEqual(leftTicks, leftType, rightTicks, rightType)
                || (equalNaN && leftTicks == DType.NAT && rightTicks == DType.NAT);
    }

    // Compares numbers rather than texts: an element may hold what is no code point.
    private static boolean areEqualTexts(
            MemorySegment left,
            DType leftType,
            long leftOffset,
            MemorySegment right,
            DType rightType,
            long rightOffset) {
        long byteSize = Math.max(leftType.itemSize(), rightType.itemSize());
        for (long i = 0; i < byteSize; i += Integer.BYTES) {
            long leftCode = i < leftType.itemSize()
                    ? Elements.bits(left, leftType.byteOrder(), Integer.BYTES, leftOffset + i)
                    : 0;
            long rightCode = i < rightType.itemSize()
                    ? Elements.bits(right, rightType.byteOrder(), Integer.BYTES, rightOffset + i)
                    : 0;
            if (leftCode != rightCode) {
                return false;
            }
        }
        return true;
    }

    private boolean areEqualCompounds(
            MemorySegment left,
            DType leftType,
            long leftOffset,
            MemorySegment right,
            DType rightType,
            long rightOffset) {
        if (leftType.isSubArray() && rightType.isSubArray()) {
            return Equality.byValue(
                    element(left, leftType, leftOffset), element(right, rightType, rightOffset), equalNaN);
        }
        if (!leftType.isStruct() || !rightType.isStruct()) {
            return leftType.equals(rightType)
                    && Elements.bytes(left, leftType, leftOffset).equals(Elements.bytes(right, rightType, rightOffset));
        }
        var leftFields = leftType.fields();
        var rightFields = rightType.fields();
        boolean areEqual = leftFields.size() == rightFields.size();
        for (int i = 0; areEqual && i < leftFields.size(); i++) {
            var leftField = leftFields.get(i);
            var rightField = rightFields.get(i);
            areEqual = leftField.name().equals(rightField.name())
                    && areEqual(
                            left,
                            leftField.dtype(),
                            leftOffset + leftField.byteOffset(),
                            right,
                            rightField.dtype(),
                            rightOffset + rightField.byteOffset());
        }
        return areEqual;
    }

    private static NDArray element(MemorySegment segment, DType dtype, long byteOffset) {
        return NDArray.wrap(segment, dtype, new long[0], new long[0], byteOffset, false);
    }

    private static boolean isWhole(Kind kind) {
        return kind == Kind.BOOL || kind == Kind.INT || kind == Kind.UINT;
    }

    private static boolean isLong(Kind kind) {
        return kind == Kind.LONG_FLOAT || kind == Kind.LONG_COMPLEX;
    }

    private static boolean isNumber(Kind kind) {
        return isWhole(kind) || isLong(kind) || kind == Kind.FLOAT || kind == Kind.COMPLEX;
    }
}
