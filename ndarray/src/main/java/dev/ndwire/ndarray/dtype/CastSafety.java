package dev.ndwire.ndarray.dtype;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The strictest level at which numpy allows a conversion.
final class CastSafety {
    private CastSafety() {}

    /// The strictest level, or null where there is no conversion at all.
    static @Nullable Casting needed(DType from, DType to) {
        if (from.isSubArray() || to.isSubArray()) {
            return ofSubArrays(from, to);
        }
        if (from.isStruct() || to.isStruct()) {
            return ofStructs(from, to);
        }
        if (from.equals(to)) {
            return Casting.NO;
        }
        if (from.kind() == Kind.EXTENSION || to.kind() == Kind.EXTENSION) {
            return from.equals(to.withByteOrder(from.byteOrder())) ? Casting.EQUIV : null;
        }
        return switch (to.kind()) {
            case BOOL, INT, UINT, FLOAT, COMPLEX, LONG_FLOAT, LONG_COMPLEX -> toNumber(from, to);
            case BYTES, TEXT -> toText(from, to);
            case DATETIME, TIMEDELTA -> toTime(from, to);
            case VOID -> toVoid(from, to);
            case EXTENSION -> null;
        };
    }

    private static @Nullable Casting toNumber(DType from, DType to) {
        if (!isNumber(from)) {
            return Casting.UNSAFE;
        }
        if (from.kind() == to.kind() && from.itemSize() == to.itemSize()) {
            return Casting.EQUIV;
        }
        if (Promotion.numbers(from, to).itemSize() == to.itemSize()
                && Promotion.numbers(from, to).kind() == to.kind()) {
            return Casting.SAFE;
        }
        return rank(from.kind()) <= rank(to.kind()) ? Casting.SAME_KIND : Casting.UNSAFE;
    }

    static boolean isNumber(DType dtype) {
        return switch (dtype.kind()) {
            case BOOL, INT, UINT, FLOAT, COMPLEX, LONG_FLOAT, LONG_COMPLEX -> true;
            default -> false;
        };
    }

    private static int rank(Kind kind) {
        return switch (kind) {
            case BOOL -> 0;
            case UINT -> 1;
            case INT -> 2;
            case FLOAT, LONG_FLOAT -> 3;
            default -> 4;
        };
    }

    private static Casting toText(DType from, DType to) {
        long characters = characters(to);
        if (isNumber(from)) {
            boolean isEnough = characters == 0 || characters >= Promotion.textLength(from);
            return isEnough ? Casting.SAFE : Casting.SAME_KIND;
        }
        boolean isText = from.kind() == Kind.TEXT || from.kind() == Kind.BYTES;
        if (!isText || (from.kind() == Kind.TEXT && to.kind() == Kind.BYTES)) {
            return Casting.UNSAFE;
        }
        if (from.kind() == to.kind() && (characters == 0 || characters == characters(from))) {
            return from.orderChar() == to.orderChar() ? Casting.NO : Casting.EQUIV;
        }
        return characters == 0 || characters >= characters(from) ? Casting.SAFE : Casting.SAME_KIND;
    }

    static long characters(DType text) {
        return text.kind() == Kind.TEXT ? text.itemSize() / Integer.BYTES : text.itemSize();
    }

    private static Casting toTime(DType from, DType to) {
        if (from.kind() == to.kind()) {
            return betweenTimes(from, to);
        }
        if (to.kind() == Kind.TIMEDELTA && (from.kind() == Kind.BOOL || isInteger(from))) {
            return from.kind() == Kind.UINT && from.itemSize() == Long.BYTES ? Casting.SAME_KIND : Casting.SAFE;
        }
        return Casting.UNSAFE;
    }

    private static boolean isInteger(DType dtype) {
        return dtype.kind() == Kind.INT || dtype.kind() == Kind.UINT;
    }

    private static Casting betweenTimes(DType from, DType to) {
        if (from.unit() == to.unit() && from.multiple() == to.multiple()) {
            return Casting.EQUIV;
        }
        if (from.unit() == DateUnit.GENERIC) {
            return Casting.SAFE;
        }
        boolean crossesCalendar = from.unit().isCalendar() != to.unit().isCalendar();
        if (to.unit() == DateUnit.GENERIC || (from.kind() == Kind.TIMEDELTA && crossesCalendar)) {
            return Casting.UNSAFE;
        }
        boolean isFiner = from.unit().compareTo(to.unit()) <= 0;
        return isFiner && (crossesCalendar || TimeRatio.divides(from, to)) ? Casting.SAFE : Casting.SAME_KIND;
    }

    private static Casting toVoid(DType from, DType to) {
        if (to.itemSize() == 0) {
            return from.kind() == Kind.VOID ? Casting.NO : Casting.SAFE;
        }
        if (from.itemSize() <= to.itemSize()) {
            return Casting.SAFE;
        }
        return from.kind() == Kind.VOID ? Casting.SAME_KIND : Casting.UNSAFE;
    }

    private static @Nullable Casting ofSubArrays(DType from, DType to) {
        if (!to.isSubArray()) {
            boolean isFlexible = to.kind() == Kind.VOID && !to.isStruct() && to.itemSize() == 0;
            if (isFlexible) {
                return Casting.SAFE;
            }
            return needed(from.base(), to) == null ? null : Casting.UNSAFE;
        }
        Casting ofItems = needed(from.base(), to.base());
        if (ofItems == null) {
            return null;
        }
        if (!from.isSubArray()) {
            return from.isStruct() || from.kind() == Kind.VOID
                    ? Casting.UNSAFE
                    : looser(from.equals(to.base()) ? Casting.SAFE : ofItems, Casting.SAFE);
        }
        return Arrays.equals(from.shape(), to.shape()) ? ofItems : Casting.UNSAFE;
    }

    private static @Nullable Casting ofStructs(DType from, DType to) {
        if (from.isStruct() && to.isStruct()) {
            return betweenStructs(from, to);
        }
        if (from.isStruct()) {
            if (to.kind() == Kind.VOID && to.itemSize() == 0) {
                return Casting.NO;
            }
            boolean isSingle = from.fields().size() == 1;
            return isSingle && needed(from.fields().get(0).dtype(), to) != null ? Casting.UNSAFE : null;
        }
        boolean fits = to.fields().stream().allMatch(field -> needed(from, field.dtype()) != null);
        return fits ? Casting.UNSAFE : null;
    }

    private static @Nullable Casting betweenStructs(DType from, DType to) {
        List<Field> sources = from.fields();
        List<Field> targets = to.fields();
        if (sources.size() != targets.size()) {
            return null;
        }
        Casting needed = from.itemSize() == to.itemSize() ? Casting.NO : Casting.EQUIV;
        for (int i = 0; i < sources.size(); i++) {
            Field source = sources.get(i);
            Field target = targets.get(i);
            Casting ofField = needed(source.dtype(), target.dtype());
            if (ofField == null) {
                return null;
            }
            needed = looser(needed, ofField);
            if (!source.name().equals(target.name()) || !Objects.equals(source.title(), target.title())) {
                needed = looser(needed, Casting.SAFE);
            } else if (source.byteOffset() != target.byteOffset()) {
                needed = looser(needed, Casting.EQUIV);
            }
        }
        return needed;
    }

    private static Casting looser(Casting a, Casting b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
