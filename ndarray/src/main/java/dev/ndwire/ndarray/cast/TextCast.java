package dev.ndwire.ndarray.cast;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.FloatText;
import dev.ndwire.ndarray.element.FloatValue;
import dev.ndwire.ndarray.element.TimeText;
import dev.ndwire.ndarray.literal.LiteralWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

/// Conversions from and to byte strings and text.
final class TextCast {
    /// What numpy has room for on the way, as for a 64-bit integer.
    private static final int MAX_SPAN_CHARACTERS = 21;

    private TextCast() {}

    static RowCast of(DType from, DType to) {
        if (!CastTable.isText(to)) {
            return TextReading.of(from, to);
        }
        if (from.kind() == Kind.BYTES && to.kind() == Kind.BYTES) {
            return VoidCast.resized(from.itemSize(), to.itemSize());
        }
        if (from.kind() == Kind.TEXT && to.kind() == Kind.TEXT) {
            return betweenTexts(from, to);
        }
        BiFunction<MemorySegment, Long, String> reader = writer(from, to);
        return VoidCast.perElement((source, at, target, put) -> put(target, to, put, reader.apply(source, at)));
    }

    private static RowCast betweenTexts(DType from, DType to) {
        long kept = Math.min(from.itemSize(), to.itemSize()) / Integer.BYTES;
        RowCast ints =
                RowCast.of(DType.INT32.withByteOrder(from.byteOrder()), DType.INT32.withByteOrder(to.byteOrder()));
        return VoidCast.perElement((source, at, target, put) -> {
            ints.run(source, at, Integer.BYTES, target, put, Integer.BYTES, kept);
            target.asSlice(put + kept * Integer.BYTES, to.itemSize() - kept * Integer.BYTES)
                    .fill((byte) 0);
        });
    }

    /// Writes elements as numpy's `str` of them.
    static BiFunction<MemorySegment, Long, String> writer(DType from, DType to) {
        return switch (from.kind()) {
            case BOOL -> (segment, at) -> Elements.integer(segment, from, at) != 0 ? "True" : "False";
            case INT -> (segment, at) -> Long.toString(Elements.integer(segment, from, at));
            case UINT -> (segment, at) -> Long.toUnsignedString(Elements.integer(segment, from, at));
            case FLOAT, LONG_FLOAT -> (segment, at) -> FloatText.floating(FloatValue.of(segment, from, at));
            case COMPLEX, LONG_COMPLEX -> (segment, at) -> FloatText.complex(segment, from, at);
            case BYTES -> (segment, at) -> decoded(Elements.bytes(segment, from, at));
            case TEXT -> (segment, at) -> Elements.text(segment, from, at);
            case DATETIME -> (segment, at) -> date(Elements.integer(segment, from, at), from, to);
            case TIMEDELTA -> (segment, at) -> span(Elements.integer(segment, from, at), from);
            case VOID, EXTENSION ->
                (segment, at) -> {
                    throw new IllegalArgumentException(
                            "setting an array element with a sequence: raw bytes of dtype " + from + " are no " + to);
                };
        };
    }

    private static String decoded(Bytes bytes) {
        for (int i = 0; i < bytes.size(); i++) {
            if (bytes.at(i) < 0) {
                throw new IllegalArgumentException(String.format(
                        "'ascii' codec can't decode byte 0x%02x in position %d: ordinal not in range(128)",
                        bytes.at(i), i));
            }
        }
        return bytes.toUtf8();
    }

    private static String span(long ticks, DType dtype) {
        String text = ticks == DType.NAT ? "NaT" : TimeText.span(ticks, dtype);
        return text.substring(0, Math.min(text.length(), MAX_SPAN_CHARACTERS));
    }

    private static String date(long ticks, DType from, DType to) {
        if (ticks != DType.NAT && from.unit() == DateUnit.GENERIC) {
            throw new IllegalArgumentException(
                    "Cannot convert a NumPy datetime value other than NaT with generic units");
        }
        String text = ticks == DType.NAT ? "NaT" : TimeText.date(ticks, from);
        long length = to.kind() == Kind.TEXT ? to.itemSize() / Integer.BYTES : to.itemSize();
        if (text.length() > length) {
            throw new IllegalArgumentException(
                    "The string provided for NumPy ISO datetime formatting was too short, with length " + length);
        }
        // A bare year that fills the element ends in a zero in numpy, which takes the place of its last digit.
        boolean isCut = ticks != DType.NAT && from.unit() == DateUnit.YEAR && text.length() == length;
        return isCut ? text.substring(0, text.length() - 1) : text;
    }

    /// Writes a text, cut to what fits.
    static void put(MemorySegment target, DType to, long at, String text) {
        if (to.kind() == Kind.BYTES) {
            putBytes(target, to, at, text);
            return;
        }
        long length = to.itemSize() / Integer.BYTES;
        long written = 0;
        for (int i = 0; i < text.length() && written < length; written++) {
            int codePoint = text.codePointAt(i);
            Elements.put(target, to.byteOrder(), Integer.BYTES, at + written * Integer.BYTES, codePoint);
            i += Character.charCount(codePoint);
        }
        target.asSlice(at + written * Integer.BYTES, (length - written) * Integer.BYTES)
                .fill((byte) 0);
    }

    private static void putBytes(MemorySegment target, DType to, long at, String text) {
        int position = 0;
        for (int i = 0; i < text.length(); position++) {
            int codePoint = text.codePointAt(i);
            if (codePoint > 0x7f) {
                throw new IllegalArgumentException("'ascii' codec can't encode character "
                        + LiteralWriter.repr(Character.toString(codePoint))
                        + " in position " + position + ": ordinal not in range(128)");
            }
            i += Character.charCount(codePoint);
        }
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        int kept = (int) Math.min(bytes.length, to.itemSize());
        MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, at, kept);
        target.asSlice(at + kept, to.itemSize() - kept).fill((byte) 0);
    }
}
