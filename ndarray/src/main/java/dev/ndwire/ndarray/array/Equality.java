package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.TimeScale;
import dev.ndwire.ndarray.shape.Index;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Compares arrays block by block; what is not contiguous is gathered into native memory first.
final class Equality implements AutoCloseable {
    private static final long BLOCK_BYTES = 1 << 16;

    private final Arena arena = Arena.ofConfined();
    private final NDArray left;
    private final NDArray right;
    private final boolean isByValue;
    private final MemorySegment leftBlock;
    private final MemorySegment rightBlock;

    private Equality(NDArray left, NDArray right, boolean isByValue) {
        this.left = left;
        this.right = right;
        this.isByValue = isByValue;
        this.leftBlock = block(left);
        this.rightBlock = block(right);
    }

    private MemorySegment block(NDArray array) {
        long byteSize = Math.max(BLOCK_BYTES, array.dtype().itemSize());
        return array.isCContiguous() ? MemorySegment.NULL : arena.allocate(byteSize, Long.BYTES);
    }

    /// Whether all values are equal, as numpy's `array_equal` has it.
    static boolean byValue(NDArray left, NDArray right) {
        left.dtype().requireValues();
        right.dtype().requireValues();
        return Arrays.equals(left.shape(), right.shape()) && compare(left, right, true);
    }

    /// Whether dtype, shape and bytes in C order are equal.
    static boolean byBytes(NDArray left, NDArray right) {
        return left.dtype().equals(right.dtype())
                && Arrays.equals(left.shape(), right.shape())
                && compare(left, right, false);
    }

    private static boolean compare(NDArray left, NDArray right, boolean isByValue) {
        if (left.size() == 0) {
            return true;
        }
        try (var equality = new Equality(left, right, isByValue)) {
            return equality.areEqual(left, right);
        }
    }

    @Override
    public void close() {
        arena.close();
    }

    /// A hash of the bytes in C order.
    static int hash(NDArray array) {
        if (array.size() == 0) {
            return 1;
        }
        try (var equality = new Equality(array, array, false)) {
            return equality.hash(array, 1);
        }
    }

    private int hash(NDArray part, int start) {
        int hash = start;
        if (isSmall(part)) {
            MemorySegment bytes = contiguous(part, leftBlock);
            for (long i = 0; i < part.byteSize(); i++) {
                hash = 31 * hash + bytes.get(ValueLayout.JAVA_BYTE, i);
            }
            return hash;
        }
        return hash(half(part, true), hash(half(part, false), start));
    }

    private static boolean isSmall(NDArray part) {
        return part.size() == 1 || part.byteSize() <= BLOCK_BYTES;
    }

    private boolean areEqual(NDArray leftPart, NDArray rightPart) {
        if (isSmall(leftPart) && isSmall(rightPart)) {
            MemorySegment leftBytes = contiguous(leftPart, leftBlock);
            MemorySegment rightBytes = contiguous(rightPart, rightBlock);
            return isByValue
                    ? areEqualValues(leftBytes, rightBytes, leftPart.size())
                    : leftBytes.mismatch(rightBytes) < 0;
        }
        return areEqual(half(leftPart, false), half(rightPart, false))
                && areEqual(half(leftPart, true), half(rightPart, true));
    }

    /// Cuts the first axis that can be cut, so that the halves follow each other in C order.
    private static NDArray half(NDArray part, boolean isSecond) {
        int axis = 0;
        while (part.shape(axis) == 1) {
            axis++;
        }
        long middle = part.shape(axis) / 2;
        var index = new Index[axis + 1];
        Arrays.fill(index, Index.all());
        index[axis] = isSecond ? Index.slice(middle, part.shape(axis)) : Index.slice(0, middle);
        return part.at(index);
    }

    private static MemorySegment contiguous(NDArray part, MemorySegment block) {
        if (part.isCContiguous()) {
            return part.segment();
        }
        return block.asSlice(0, part.copyTo(block));
    }

    private boolean areEqualValues(MemorySegment leftBytes, MemorySegment rightBytes, long count) {
        DType leftType = left.dtype();
        DType rightType = right.dtype();
        if (leftType.equals(rightType) && bytesDecide(leftType) && leftBytes.mismatch(rightBytes) < 0) {
            return true;
        }
        for (long i = 0; i < count; i++) {
            long leftOffset = i * leftType.itemSize();
            long rightOffset = i * rightType.itemSize();
            if (!areEqual(leftBytes, leftType, leftOffset, rightBytes, rightType, rightOffset)) {
                return false;
            }
        }
        return true;
    }

    /// Whether elements of equal bytes are always equal: not so where there are values that equal nothing.
    private static boolean bytesDecide(DType dtype) {
        return switch (dtype.kind()) {
            case BOOL, INT, UINT, BYTES, TEXT -> true;
            default -> false;
        };
    }

    private static boolean areEqual(
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
        if (isReal(leftKind) && isReal(rightKind)) {
            return Elements.number(left, leftType, leftOffset) == Elements.number(right, rightType, rightOffset);
        }
        if (isNumber(leftKind) && isNumber(rightKind)) {
            var leftValue = Elements.complex(left, leftType, leftOffset);
            var rightValue = Elements.complex(right, rightType, rightOffset);
            return leftValue.real() == rightValue.real() && leftValue.imag() == rightValue.imag();
        }
        if (leftKind != rightKind) {
            return false;
        }
        return switch (leftKind) {
            case BYTES ->
                Elements.bytes(left, leftType, leftOffset).equals(Elements.bytes(right, rightType, rightOffset));
            case TEXT -> areEqualTexts(left, leftType, leftOffset, right, rightType, rightOffset);
            case DATETIME, TIMEDELTA ->
                TimeScale.areEqual(
                        Elements.integer(left, leftType, leftOffset),
                        leftType,
                        Elements.integer(right, rightType, rightOffset),
                        rightType);
            default -> areEqualCompounds(left, leftType, leftOffset, right, rightType, rightOffset);
        };
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

    private static boolean areEqualCompounds(
            MemorySegment left,
            DType leftType,
            long leftOffset,
            MemorySegment right,
            DType rightType,
            long rightOffset) {
        if (leftType.isSubArray() && rightType.isSubArray()) {
            return byValue(element(left, leftType, leftOffset), element(right, rightType, rightOffset));
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

    private static boolean isReal(Kind kind) {
        return isWhole(kind) || kind == Kind.FLOAT;
    }

    private static boolean isNumber(Kind kind) {
        return isReal(kind) || kind == Kind.COMPLEX;
    }
}
