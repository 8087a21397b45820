package dev.ndwire.ndarray.buffer;

import dev.ndwire.ndarray.dtype.DType;
import java.util.Map;
import java.util.Optional;

/// What the letters of `array.array` and of `memoryview` stand for, as numpy's dtypes.
///
/// `l` and `L` have eight bytes, `u` four, as they have it everywhere but on Windows.
final class BufferFormats {
    private static final Map<Character, DType> OF_ARRAY = Map.ofEntries(
            Map.entry('b', DType.INT8),
            Map.entry('B', DType.UINT8),
            Map.entry('h', DType.INT16),
            Map.entry('H', DType.UINT16),
            Map.entry('i', DType.INT32),
            Map.entry('I', DType.UINT32),
            Map.entry('l', DType.INT64),
            Map.entry('L', DType.UINT64),
            Map.entry('q', DType.INT64),
            Map.entry('Q', DType.UINT64),
            Map.entry('f', DType.FLOAT32),
            Map.entry('d', DType.FLOAT64));
    private static final Map<Character, DType> OF_TEXT = Map.of('u', DType.parse("<U1"), 'w', DType.parse("<U1"));
    private static final Map<Character, DType> OF_VIEW =
            Map.of('?', DType.BOOL, 'c', DType.parse("S1"), 'n', DType.INT64, 'N', DType.UINT64, 'P', DType.UINT64);

    private BufferFormats() {}

    static Optional<DType> ofArray(char typecode) {
        DType text = OF_TEXT.get(typecode);
        return text == null ? Optional.ofNullable(OF_ARRAY.get(typecode)) : Optional.of(text);
    }

    /// One letter, with an `@` in front or without: all that a `memoryview` can be made of again.
    static Optional<DType> ofView(String format) {
        String letter = format.startsWith("@") ? format.substring(1) : format;
        if (letter.length() != 1) {
            return Optional.empty();
        }
        DType own = OF_VIEW.get(letter.charAt(0));
        return own == null ? Optional.ofNullable(OF_ARRAY.get(letter.charAt(0))) : Optional.of(own);
    }
}
