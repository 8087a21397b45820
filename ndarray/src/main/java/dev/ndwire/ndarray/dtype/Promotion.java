package dev.ndwire.ndarray.dtype;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The dtype that can hold the values of several, by numpy 2's rules.
public final class Promotion {
    private static final BigInteger MAX_UINT64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private Promotion() {}

    /// The smallest dtype to which both can be safely converted: numpy's `promote_types`.
    ///
    /// @param left one dtype
    /// @param right the other
    /// @return the common dtype, in this machine's byte order; a structure comes without gaps
    /// @throws IllegalArgumentException if there is none
    public static DType of(DType left, DType right) {
        if (left.isSubArray() || right.isSubArray()) {
            return ofSubArrays(left, right);
        }
        if (left.isStruct() || right.isStruct()) {
            return ofStructs(left, right);
        }
        if (left.equals(right)) {
            return nativeOf(left);
        }
        if (left.kind() == Kind.EXTENSION || right.kind() == Kind.EXTENSION) {
            return ofExtensions(left, right);
        }
        if (CastSafety.isNumber(left) && CastSafety.isNumber(right)) {
            return numbers(left, right);
        }
        if (isText(left) || isText(right)) {
            return texts(left, right);
        }
        if (isTime(left) || isTime(right)) {
            return times(left, right);
        }
        throw left.kind() == right.kind()
                ? new IllegalArgumentException(
                        "invalid type promotion with void datatypes of different lengths: " + left + " and " + right)
                : noCommon(left, right);
    }

    private static int rank(DType dtype) {
        boolean isInexact = isReal(dtype) || isComplex(dtype);
        return isText(dtype) ? 0 : isInexact ? 1 : 2;
    }

    private static boolean isReal(DType dtype) {
        return dtype.kind() == Kind.FLOAT || dtype.kind() == Kind.LONG_FLOAT;
    }

    private static boolean isComplex(DType dtype) {
        return dtype.kind() == Kind.COMPLEX || dtype.kind() == Kind.LONG_COMPLEX;
    }

    private static DType nativeOf(DType dtype) {
        return dtype.withByteOrder(ByteOrder.nativeOrder());
    }

    private static IllegalArgumentException noCommon(DType left, DType right) {
        return new IllegalArgumentException("dtypes " + left + " and " + right + " do not have a common dtype");
    }

    private static DType ofExtensions(DType left, DType right) {
        if (nativeOf(left).equals(nativeOf(right))) {
            return nativeOf(left);
        }
        DType carried = left.kind() == Kind.EXTENSION ? left : right;
        throw new IllegalArgumentException("dtypes " + left + " and " + right
                + " do not have a common dtype: elements of dtype " + carried + " are carried as bytes");
    }

    /// The common dtype of two numbers.
    static DType numbers(DType left, DType right) {
        if (left.kind() == Kind.BOOL) {
            return nativeOf(right);
        }
        if (right.kind() == Kind.BOOL) {
            return nativeOf(left);
        }
        boolean isComplex = isComplex(left) || isComplex(right);
        if (isComplex || isReal(left) || isReal(right)) {
            return inexact(isComplex, Math.max(floatBytes(left), floatBytes(right)));
        }
        return integers(left, right);
    }

    private static DType inexact(boolean isComplex, long partBytes) {
        return switch ((int) partBytes) {
            case Short.BYTES -> isComplex ? DType.COMPLEX64 : DType.FLOAT16;
            case Float.BYTES -> isComplex ? DType.COMPLEX64 : DType.FLOAT32;
            case Double.BYTES -> isComplex ? DType.COMPLEX128 : DType.FLOAT64;
            default -> isComplex ? DType.CLONGDOUBLE : DType.LONGDOUBLE;
        };
    }

    /// The bytes of the smallest float that holds all values, where numpy takes float64 to hold 64-bit integers.
    private static long floatBytes(DType dtype) {
        return switch (dtype.kind()) {
            case FLOAT, LONG_FLOAT -> dtype.itemSize();
            case COMPLEX, LONG_COMPLEX -> dtype.itemSize() / 2;
            default -> Math.min(2 * dtype.itemSize(), Double.BYTES);
        };
    }

    private static DType integers(DType left, DType right) {
        if (left.kind() == right.kind()) {
            return nativeOf(left.itemSize() >= right.itemSize() ? left : right);
        }
        DType signed = left.kind() == Kind.INT ? left : right;
        DType unsigned = left.kind() == Kind.INT ? right : left;
        if (signed.itemSize() > unsigned.itemSize()) {
            return nativeOf(signed);
        }
        return switch ((int) unsigned.itemSize()) {
            case 1 -> DType.INT16;
            case 2 -> DType.INT32;
            case 4 -> DType.INT64;
            default -> DType.FLOAT64;
        };
    }

    private static boolean isText(DType dtype) {
        return dtype.kind() == Kind.BYTES || dtype.kind() == Kind.TEXT;
    }

    private static boolean isTime(DType dtype) {
        return dtype.kind() == Kind.DATETIME || dtype.kind() == Kind.TIMEDELTA;
    }

    /// The characters that hold every number of a dtype, by numpy's table.
    static long textLength(DType number) {
        return switch (number.kind()) {
            case BOOL -> 5;
            case UINT -> new long[] {3, 5, 10, 20}[Long.numberOfTrailingZeros(number.itemSize())];
            case INT -> new long[] {4, 6, 11, 21}[Long.numberOfTrailingZeros(number.itemSize())];
            case FLOAT -> 32;
            case LONG_FLOAT -> 48;
            case LONG_COMPLEX -> 96;
            default -> 64;
        };
    }

    private static DType texts(DType left, DType right) {
        if (isText(left) && isText(right)) {
            long length = Math.max(CastSafety.characters(left), CastSafety.characters(right));
            return left.kind() == Kind.TEXT || right.kind() == Kind.TEXT ? DType.text(length) : DType.bytes(length);
        }
        DType text = isText(left) ? left : right;
        DType other = isText(left) ? right : left;
        if (!CastSafety.isNumber(other)) {
            throw noCommon(left, right);
        }
        long length = Math.max(CastSafety.characters(text), textLength(other));
        return text.kind() == Kind.TEXT ? DType.text(length) : DType.bytes(length);
    }

    private static DType times(DType left, DType right) {
        if (isTime(left) && isTime(right)) {
            boolean areSpans = left.kind() == Kind.TIMEDELTA && right.kind() == Kind.TIMEDELTA;
            return TimeRatio.common(left, right, areSpans, areSpans ? Kind.TIMEDELTA : Kind.DATETIME);
        }
        DType time = isTime(left) ? left : right;
        DType other = isTime(left) ? right : left;
        boolean isCount = other.kind() == Kind.BOOL
                || other.kind() == Kind.INT
                || (other.kind() == Kind.UINT && other.itemSize() < Long.BYTES);
        if (time.kind() == Kind.TIMEDELTA && isCount) {
            return nativeOf(time);
        }
        throw noCommon(left, right);
    }

    private static DType ofSubArrays(DType left, DType right) {
        if (!left.isSubArray() || !right.isSubArray()) {
            DType other = left.isSubArray() ? right : left;
            throw other.kind() == Kind.VOID
                    ? new IllegalArgumentException("invalid type promotion with subarray datatypes (shape mismatch): "
                            + left + " and " + right)
                    : noCommon(left, right);
        }
        if (!Arrays.equals(left.shape(), right.shape())) {
            throw new IllegalArgumentException(
                    "invalid type promotion with subarray datatypes (shape mismatch): " + left + " and " + right);
        }
        return DType.subArray(of(left.base(), right.base()), left.shape());
    }

    private static DType ofStructs(DType left, DType right) {
        if (!left.isStruct() || !right.isStruct()) {
            DType other = left.isStruct() ? right : left;
            throw other.kind() == Kind.VOID
                    ? new IllegalArgumentException(
                            "invalid type promotion with structured datatype(s): " + left + " and " + right)
                    : noCommon(left, right);
        }
        if (!names(left).equals(names(right))) {
            throw new IllegalArgumentException("field names " + names(left) + " and " + names(right) + " mismatch");
        }
        boolean isAligned = left.isAlignedStruct() || right.isAlignedStruct();
        StructBuilder builder = isAligned ? DType.alignedStruct() : DType.struct();
        for (int i = 0; i < left.fields().size(); i++) {
            Field field = left.fields().get(i);
            Field other = right.fields().get(i);
            if (!Objects.equals(field.title(), other.title())) {
                throw new IllegalArgumentException("field titles of field '" + field.name() + "' mismatch");
            }
            DType common = of(field.dtype(), other.dtype());
            if (field.title() == null) {
                builder.field(field.name(), common);
            } else {
                builder.titled(field.title(), field.name(), common);
            }
        }
        return builder.build();
    }

    private static String names(DType struct) {
        return struct.fields().stream().map(Field::name).collect(Collectors.joining("', '", "('", "')"));
    }

    /// The dtype of an operation on several operands: numpy's `result_type`.
    ///
    /// Numbers of Java are weak, as those of Python are: an integer takes the dtype of any number it meets, a float
    /// that of any float or complex number, a [Complex] that of any complex number or the complex one of a float.
    /// Whether the value fits is seen when it is converted.
    ///
    /// @param operands at least one: [DType], [Boolean], [Byte], [Short], [Integer], [Long], [BigInteger], [Float],
    ///     [Double], [Complex], [String] or [Bytes]
    /// @return the common dtype, in this machine's byte order
    /// @throws IllegalArgumentException if there is none, there are no operands, or one is something else
    public static DType resultType(List<?> operands) {
        if (operands.isEmpty()) {
            throw new IllegalArgumentException("at least one array or dtype is required");
        }
        List<DType> strong = new ArrayList<>();
        Weak weak = Weak.NONE;
        for (Object operand : operands) {
            DType dtype = strong(operand);
            if (dtype != null) {
                strong.add(dtype);
            } else {
                Weak found = weak(operand);
                weak = found.compareTo(weak) > 0 ? found : weak;
            }
        }
        if (strong.isEmpty()) {
            return operands.size() == 1 ? ofOne(operands.get(0)) : weak.standard();
        }
        return weak.with(ofAll(strong));
    }

    /// Numbers meet the texts one by one, and integers the floats, not each other first: int8, uint8 and float16 give
    /// float16, in any order, and int8, bool and `S1` give `S5`, where int8 and `S1` alone give `S4`.
    private static DType ofAll(List<DType> dtypes) {
        List<DType> ordered = new ArrayList<>(dtypes);
        ordered.sort(Comparator.comparingInt(Promotion::rank));
        DType common = nativeOf(ordered.get(0));
        for (DType next : ordered.subList(1, ordered.size())) {
            common = of(common, next);
        }
        return common;
    }

    private static @Nullable DType strong(Object operand) {
        if (operand instanceof DType dtype) {
            return dtype;
        }
        if (operand instanceof Boolean) {
            return DType.BOOL;
        }
        if (operand instanceof String text) {
            return DType.text(Math.max(1, text.codePointCount(0, text.length())));
        }
        return operand instanceof Bytes bytes ? DType.bytes(Math.max(1, bytes.size())) : null;
    }

    private static Weak weak(Object operand) {
        if (operand instanceof Byte
                || operand instanceof Short
                || operand instanceof Integer
                || operand instanceof Long
                || operand instanceof BigInteger) {
            return Weak.INTEGER;
        }
        if (operand instanceof Float || operand instanceof Double) {
            return Weak.FLOAT;
        }
        if (operand instanceof Complex) {
            return Weak.COMPLEX;
        }
        throw new IllegalArgumentException("operand is a " + operand.getClass().getSimpleName()
                + ", allowed are dtypes, numbers of Java, Boolean, Complex, String and Bytes");
    }

    private static DType ofOne(Object operand) {
        if (operand instanceof BigInteger number && number.bitLength() > 63) {
            if (number.signum() < 0 || number.compareTo(MAX_UINT64) > 0) {
                throw new IllegalArgumentException(
                        "integer " + number + " fits no dtype, allowed are " + Long.MIN_VALUE + " to " + MAX_UINT64);
            }
            return DType.UINT64;
        }
        return weak(operand).standard();
    }

    /// Numbers without a dtype of their own.
    private enum Weak {
        NONE,
        INTEGER,
        FLOAT,
        COMPLEX;

        DType standard() {
            return switch (this) {
                case INTEGER -> DType.INT64;
                case FLOAT -> DType.FLOAT64;
                default -> DType.COMPLEX128;
            };
        }

        DType with(DType dtype) {
            boolean isTimeCount = this == INTEGER && dtype.kind() == Kind.TIMEDELTA;
            if (this == NONE || isTimeCount) {
                return dtype;
            }
            if (!CastSafety.isNumber(dtype)) {
                throw new IllegalArgumentException(
                        "dtype " + dtype + " and a number of type " + standard() + " do not have a common dtype");
            }
            return switch (dtype.kind()) {
                case BOOL -> standard();
                case INT, UINT -> this == INTEGER ? dtype : standard();
                case FLOAT, LONG_FLOAT -> this != COMPLEX ? dtype : numbers(dtype, DType.COMPLEX64);
                default -> dtype;
            };
        }
    }
}
