package dev.ndwire.arrow.pandas;

import dev.ndwire.arrow.memory.Bitmaps;
import dev.ndwire.core.pickle.LargeBytes;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyGlobal;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// Python's objects as columns: texts, bytes, bool, numbers or dates, and what is missing between them.
final class ObjectColumns {
    private final Workspace workspace;

    ObjectColumns(Workspace workspace) {
        this.workspace = workspace;
    }

    /// What the elements that are there have in common.
    private enum Common {
        NOTHING,
        TEXT,
        BYTES,
        BOOL,
        INT,
        FLOAT,
        DATE;

        ArrowType type() {
            return switch (this) {
                case NOTHING -> new ArrowType.Null();
                case TEXT -> new ArrowType.Utf8();
                case BYTES -> new ArrowType.Binary();
                case BOOL -> new ArrowType.Bool();
                case INT -> new ArrowType.Int(Long.SIZE, true);
                case FLOAT -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
                case DATE -> new ArrowType.Date(DateUnit.DAY);
            };
        }

        static @Nullable Common of(@Nullable Object element) {
            if (element instanceof String) {
                return TEXT;
            }
            if (element instanceof Bytes || (element instanceof LargeBytes large && !large.isByteArray())) {
                return BYTES;
            }
            if (element instanceof Boolean) {
                return BOOL;
            }
            if (element instanceof Long) {
                return INT;
            }
            return element instanceof Double ? FLOAT : element instanceof LocalDate ? DATE : null;
        }

        /// Integers become floats where there are floats.
        @Nullable
        Common and(Common other) {
            boolean isNumber = (this == INT || this == FLOAT) && (other == INT || other == FLOAT);
            return this == NOTHING || this == other ? other : isNumber ? FLOAT : null;
        }
    }

    /// Whether pandas takes an object for one that is missing: None, `NaN`, `NA` or `NaT`.
    static boolean isMissing(@Nullable Object element) {
        return element == null
                || (element instanceof Double number && number.isNaN())
                || (element instanceof PyGlobal global && Parts.isGlobal(global, "NA"))
                || Parts.isObject(element, "_nat_unpickle");
    }

    /// Makes a column.
    ///
    /// @param elements the objects
    /// @param where names them in errors
    Content of(List<?> elements, String where) {
        Common common = Common.NOTHING;
        for (int i = 0; i < elements.size(); i++) {
            if (!isMissing(elements.get(i))) {
                Common own = Common.of(elements.get(i));
                Common both = own == null ? null : common.and(own);
                if (both == null) {
                    throw new UnsupportedPandasException(where + " is of dtype object: element " + i + " is "
                            + Parts.describe(elements.get(i))
                            + (own == null ? "" : " behind others of " + common.type())
                            + ", which is not read");
                }
                common = both;
            }
        }
        return column(common, elements, where);
    }

    /// Makes a column of texts, also if all are missing.
    Content texts(List<?> elements, String where) {
        for (Object element : elements) {
            if (!isMissing(element) && !(element instanceof String)) {
                throw new MalformedPandasException(where + " has " + Parts.describe(element) + " among its texts");
            }
        }
        return column(Common.TEXT, elements, where);
    }

    private Content column(Common common, List<?> elements, String where) {
        Field field = Field.nullable("", common.type());
        long length = elements.size();
        if (common == Common.NOTHING) {
            return Content.of(field, length, length);
        }
        MemorySegment validity = workspace.zeros(Bitmaps.byteSize(length));
        long nulls = 0;
        for (int i = 0; i < length; i++) {
            if (isMissing(elements.get(i))) {
                nulls++;
            } else {
                Bitmaps.set(validity, i);
            }
        }
        MemorySegment bitmap = nulls == 0 ? Content.NO_BYTES : validity;
        if (common != Common.TEXT && common != Common.BYTES) {
            return Content.of(field, length, nulls, bitmap, fixed(common, elements));
        }
        List<ByteBuffer> parts = new ArrayList<>();
        long byteSize = 0;
        for (Object element : elements) {
            ByteBuffer part = bytes(element, where);
            parts.add(part);
            byteSize += part.remaining();
        }
        if (byteSize > Integer.MAX_VALUE) {
            throw new UnsupportedPandasException(
                    where + " has " + byteSize + " bytes of objects, allowed are " + Integer.MAX_VALUE);
        }
        MemorySegment offsets = workspace.allocate((length + 1) * Integer.BYTES);
        MemorySegment data = workspace.allocate(byteSize);
        lay(parts, offsets, data);
        return Content.of(field, length, nulls, bitmap, offsets, data);
    }

    private static void lay(List<ByteBuffer> parts, MemorySegment offsets, MemorySegment data) {
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            offsets.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i, at);
            MemorySegment part = MemorySegment.ofBuffer(parts.get(i));
            MemorySegment.copy(part, 0, data, at, part.byteSize());
            at += (int) part.byteSize();
        }
        offsets.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, parts.size(), at);
    }

    private static ByteBuffer bytes(@Nullable Object element, String where) {
        if (isMissing(element)) {
            return ByteBuffer.allocate(0);
        }
        if (element instanceof String text) {
            CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
            try {
                return encoder.encode(CharBuffer.wrap(text));
            } catch (CharacterCodingException e) {
                throw new UnsupportedPandasException(where + " has a text with half of a surrogate pair");
            }
        }
        MemorySegment memory = Parts.memory(element);
        return memory == null ? ByteBuffer.allocate(0) : memory.asByteBuffer();
    }

    private MemorySegment fixed(Common common, List<?> elements) {
        int size = elements.size();
        if (common == Common.BOOL) {
            MemorySegment bits = workspace.zeros(Bitmaps.byteSize(size));
            for (int i = 0; i < size; i++) {
                if (Boolean.TRUE.equals(elements.get(i))) {
                    Bitmaps.set(bits, i);
                }
            }
            return bits;
        }
        int itemSize = common == Common.DATE ? Integer.BYTES : Long.BYTES;
        MemorySegment data = workspace.zeros((long) size * itemSize);
        for (int i = 0; i < size; i++) {
            Object element = elements.get(i);
            if (element instanceof LocalDate date) {
                data.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i, (int) date.toEpochDay());
            } else if (element instanceof Number number && common == Common.FLOAT) {
                data.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i, number.doubleValue());
            } else if (element instanceof Long number) {
                data.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i, number);
            }
        }
        return data;
    }
}
