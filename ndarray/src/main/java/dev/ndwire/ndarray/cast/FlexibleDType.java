package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.element.StridedLoop;
import dev.ndwire.ndarray.element.TimeText;
import java.nio.ByteOrder;

/// Finds out what is meant by dtypes that leave something open: strings and raw bytes without a size, times without a
/// unit.
public final class FlexibleDType {
    /// Characters of a span of time, by numpy's table.
    private static final long SPAN_CHARACTERS = 21;

    private FlexibleDType() {}

    /// The dtype that elements get when they are converted.
    ///
    /// @param source the elements; looked at only where text becomes datetime64
    /// @param to the dtype asked for
    /// @return `to` itself, or what it stands for: strings long enough for every value of the source's dtype, raw
    ///     bytes of the source's size, times in the source's unit
    /// @throws IllegalArgumentException if there is none, or a text is no point in time
    public static DType sized(Strided source, DType to) {
        DType from = source.dtype();
        if (to.isStruct() || to.isSubArray() || !isFlexible(to)) {
            return to;
        }
        if (from.kind() == to.kind() && from.itemSize() > 0) {
            return from;
        }
        return switch (to.kind()) {
            case BYTES -> DType.bytes(characters(from, to));
            case TEXT -> DType.text(characters(from, to));
            case VOID -> DType.voids(from.itemSize());
            default -> time(source, to);
        };
    }

    private static boolean isFlexible(DType dtype) {
        return switch (dtype.kind()) {
            case BYTES, TEXT, VOID -> dtype.itemSize() == 0;
            case DATETIME, TIMEDELTA -> dtype.unit() == DateUnit.GENERIC;
            default -> false;
        };
    }

    private static long characters(DType from, DType to) {
        return switch (from.kind()) {
            case BYTES -> Math.max(1, from.itemSize());
            case TEXT -> Math.max(1, from.itemSize() / Integer.BYTES);
            case DATETIME -> dateCharacters(from.unit());
            case TIMEDELTA -> SPAN_CHARACTERS;
            case VOID -> {
                if (from.fields().size() > 1
                        || (from.isStruct() && from.fields().isEmpty())) {
                    throw new IllegalArgumentException(
                            "cannot cast dtype " + from + " to " + to.kind().code() + " without a size");
                }
                yield Math.max(1, from.itemSize());
            }
            // What numpy wants for the text beside a number is what the number needs.
            default -> Promotion.of(from, DType.bytes(0)).itemSize();
        };
    }

    /// Numpy's room for a date with a year of any length and an offset.
    private static long dateCharacters(DateUnit unit) {
        int fraction = TimeText.fractionDigits(unit);
        return switch (unit) {
            case GENERIC -> 4;
            case YEAR -> 22;
            case MONTH -> 25;
            case WEEK, DAY -> 28;
            case HOUR -> 32;
            case MINUTE -> 35;
            default -> fraction == 0 ? 38 : 39 + fraction;
        };
    }

    private static DType time(Strided source, DType to) {
        DType from = source.dtype();
        if (from.kind() == Kind.DATETIME || from.kind() == Kind.TIMEDELTA) {
            return to.kind() == Kind.DATETIME
                    ? DType.datetime64(from.unit(), from.multiple())
                    : DType.timedelta64(from.unit(), from.multiple());
        }
        if (CastTable.isText(from) && to.kind() == Kind.DATETIME) {
            return DType.datetime64(finestUnit(source), 1);
        }
        return to.withByteOrder(ByteOrder.nativeOrder());
    }

    /// The finest unit that one of the texts names.
    private static DateUnit finestUnit(Strided source) {
        DateUnit[] finest = {DateUnit.GENERIC};
        StridedLoop loop = StridedLoop.of(source);
        loop.forEachRow(at -> {
            for (long i = 0; i < loop.rowLength(); i++) {
                long byteOffset = at[0] + i * loop.rowByteStride(0);
                String text = source.dtype().kind() == Kind.TEXT
                        ? Elements.text(source.segment(), source.dtype(), byteOffset)
                        : Elements.bytes(source.segment(), source.dtype(), byteOffset)
                                .toUtf8();
                DateUnit unit = TimeParser.unit(text);
                finest[0] = unit.compareTo(finest[0]) > 0 ? unit : finest[0];
            }
        });
        return finest[0];
    }
}
