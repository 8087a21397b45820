package dev.ndwire.arrow.numpy;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/// Which dtype has its elements laid out as an Arrow type has them.
///
/// | Arrow | numpy |
/// |---|---|
/// | int8 to int64, uint8 to uint64 | the same |
/// | float16, float32, float64 | the same |
/// | timestamp, with a zone or without | `datetime64` of its unit, in UTC |
/// | date64 | `datetime64[ms]` |
/// | duration | `timedelta64` of its unit |
/// | fixed size binary | `V` |
/// | bool, date32 | copied only, as `bool`, `datetime64[D]` |
final class ElementTypes {
    private ElementTypes() {}

    /// The dtype of a type's elements.
    ///
    /// @param type an Arrow type
    /// @return the dtype, little-endian; null where no dtype lays elements out like that
    static @Nullable DType viewed(ArrowType type) {
        return switch (type) {
            case ArrowType.Int number -> integer(number);
            case ArrowType.FloatingPoint number -> floating(number.getPrecision());
            case ArrowType.Timestamp time -> DType.datetime64(unit(time.getUnit()), 1);
            case ArrowType.Date date ->
                date.getUnit() == org.apache.arrow.vector.types.DateUnit.MILLISECOND
                        ? DType.datetime64(DateUnit.MILLISECOND, 1)
                        : null;
            case ArrowType.Duration time -> DType.timedelta64(unit(time.getUnit()), 1);
            case ArrowType.FixedSizeBinary binary -> DType.voids(binary.getByteWidth());
            default -> null;
        };
    }

    /// The dtype that a type's elements are copied as.
    ///
    /// @param type an Arrow type
    /// @return the dtype; null where there is none
    static @Nullable DType copied(ArrowType type) {
        if (type instanceof ArrowType.Bool) {
            return DType.BOOL;
        }
        return isDays(type) ? DType.datetime64(DateUnit.DAY, 1) : viewed(type);
    }

    static boolean isDays(ArrowType type) {
        return type instanceof ArrowType.Date date && date.getUnit() == org.apache.arrow.vector.types.DateUnit.DAY;
    }

    private static DType integer(ArrowType.Int number) {
        return DType.parse((number.getIsSigned() ? "<i" : "<u") + number.getBitWidth() / Byte.SIZE);
    }

    private static DType floating(FloatingPointPrecision precision) {
        return switch (precision) {
            case HALF -> DType.FLOAT16;
            case SINGLE -> DType.FLOAT32;
            case DOUBLE -> DType.FLOAT64;
        };
    }

    private static DateUnit unit(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> DateUnit.SECOND;
            case MILLISECOND -> DateUnit.MILLISECOND;
            case MICROSECOND -> DateUnit.MICROSECOND;
            case NANOSECOND -> DateUnit.NANOSECOND;
        };
    }

    /// The type that arrays of a dtype become.
    ///
    /// @param dtype a dtype of any byte order
    /// @return the type; null where there is none
    static @Nullable ArrowType of(DType dtype) {
        return switch (dtype.kind()) {
            case BOOL -> new ArrowType.Bool();
            case INT -> new ArrowType.Int(bits(dtype), true);
            case UINT -> new ArrowType.Int(bits(dtype), false);
            case FLOAT -> floating(bits(dtype));
            case DATETIME -> datetime(dtype);
            case TIMEDELTA -> {
                TimeUnit unit = unit(dtype);
                yield unit == null ? null : new ArrowType.Duration(unit);
            }
            case VOID -> isPlainVoid(dtype) ? new ArrowType.FixedSizeBinary(Math.toIntExact(dtype.itemSize())) : null;
            default -> null;
        };
    }

    private static boolean isPlainVoid(DType dtype) {
        return !dtype.isStruct() && !dtype.isSubArray() && dtype.itemSize() > 0;
    }

    private static int bits(DType dtype) {
        return Math.toIntExact(dtype.itemSize() * Byte.SIZE);
    }

    private static @Nullable ArrowType floating(int bits) {
        return switch (bits) {
            case Short.SIZE -> new ArrowType.FloatingPoint(FloatingPointPrecision.HALF);
            case Float.SIZE -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case Double.SIZE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            default -> null;
        };
    }

    private static @Nullable ArrowType datetime(DType dtype) {
        if (dtype.unit() == DateUnit.DAY && dtype.multiple() == 1) {
            return new ArrowType.Date(org.apache.arrow.vector.types.DateUnit.DAY);
        }
        TimeUnit unit = unit(dtype);
        return unit == null ? null : new ArrowType.Timestamp(unit, null);
    }

    private static @Nullable TimeUnit unit(DType dtype) {
        if (dtype.multiple() != 1) {
            return null;
        }
        return switch (dtype.unit()) {
            case SECOND -> TimeUnit.SECOND;
            case MILLISECOND -> TimeUnit.MILLISECOND;
            case MICROSECOND -> TimeUnit.MICROSECOND;
            case NANOSECOND -> TimeUnit.NANOSECOND;
            default -> null;
        };
    }
}
