package dev.ndwire.ndarray.cast;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.literal.LiteralWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Reads bools, numbers and times out of byte strings and text, as Python's constructors do.
final class TextReading {
    private TextReading() {}

    static RowCast of(DType from, DType to) {
        return switch (to.kind()) {
            case BOOL ->
                VoidCast.perElement((source, at, target, put) -> target.set(ValueLayout.JAVA_BYTE, put, (byte)
                        (text(source, from, at).isEmpty() ? 0 : 1)));
            case INT, UINT ->
                VoidCast.perElement((source, at, target, put) -> {
                    String text = text(source, from, at);
                    NumberParser.putInteger(
                            target, to, put, NumberParser.integer(text, from.kind() == Kind.TEXT, repr(from, text)));
                });
            case FLOAT -> floats(from, to);
            // Raw bytes are a float even where a complex number is wanted, as in numpy.
            case COMPLEX, LONG_COMPLEX -> from.kind() == Kind.VOID ? floats(from, to) : complexes(from, to);
            case LONG_FLOAT -> from.kind() == Kind.VOID ? floats(from, to) : longDoubles(from, to);
            default -> times(from, to);
        };
    }

    private static RowCast floats(DType from, DType to) {
        RowCast rounding = RowCast.of(DType.FLOAT64, to);
        return throughDoubles(1, rounding, (source, at, tile) -> {
            String text = text(source, from, at);
            tile.setAtIndex(
                    ValueLayout.JAVA_DOUBLE,
                    0,
                    NumberParser.floating(text, from.kind() == Kind.TEXT, repr(from, text)));
        });
    }

    private static RowCast longDoubles(DType from, DType to) {
        return VoidCast.perElement((source, at, target, put) ->
                ExtendedParser.parse(text(source, from, at)).write(target, to.byteOrder(), put));
    }

    private static RowCast complexes(DType from, DType to) {
        RowCast rounding = RowCast.of(DType.COMPLEX128, to);
        return throughDoubles(2, rounding, (source, at, tile) -> {
            String text = text(source, from, at);
            Complex number = NumberParser.complex(text, from.kind() == Kind.TEXT, repr(from, text));
            tile.setAtIndex(ValueLayout.JAVA_DOUBLE, 0, number.real());
            tile.setAtIndex(ValueLayout.JAVA_DOUBLE, 1, number.imag());
        });
    }

    private static RowCast times(DType from, DType to) {
        return VoidCast.perElement((source, at, target, put) -> {
            String text = text(source, from, at);
            long ticks = to.kind() == Kind.DATETIME ? TimeParser.date(text, to) : SpanParser.span(text);
            Elements.put(target, to.byteOrder(), Long.BYTES, put, ticks);
        });
    }

    /// Reads one element into doubles.
    @FunctionalInterface
    private interface Reader {
        void read(MemorySegment source, long at, MemorySegment doubles);
    }

    private static RowCast throughDoubles(int doubles, RowCast rounding, Reader reader) {
        long itemSize = (long) doubles * Double.BYTES;
        RowCast reading = VoidCast.perElement(
                (source, at, target, put) -> reader.read(source, at, target.asSlice(put, itemSize)));
        return new Chain(reading, itemSize, rounding);
    }

    /// The characters of an element; those of byte strings and raw bytes one a byte.
    private static String text(MemorySegment source, DType from, long at) {
        if (from.kind() == Kind.TEXT) {
            return Elements.text(source, from, at);
        }
        return new String(Elements.bytes(source, from, at).toArray(), StandardCharsets.ISO_8859_1);
    }

    private static String repr(DType from, String text) {
        return from.kind() == Kind.TEXT
                ? LiteralWriter.repr(text)
                : Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1)).toString();
    }
}
