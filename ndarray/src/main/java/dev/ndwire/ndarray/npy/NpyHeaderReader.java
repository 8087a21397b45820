package dev.ndwire.ndarray.npy;

import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.literal.LiteralException;
import dev.ndwire.ndarray.literal.LiteralParser;
import dev.ndwire.ndarray.literal.LiteralWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads one header from a stranger.
final class NpyHeaderReader {
    private static final int PREFIX = NpyHeaderWriter.MAGIC.length + 2;
    private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

    /// How much of a strange value a message shows.
    private static final int MAX_SHOWN = 100;

    private final ReadableByteChannel channel;
    private final String source;
    private long byteOffset;

    NpyHeaderReader(ReadableByteChannel channel, String source) {
        this.channel = channel;
        this.source = source;
    }

    NpyHeader read() throws IOException {
        NpyVersion version = readVersion();
        long lengthOffset = byteOffset;
        ByteBuffer field = take(version.lengthByteSize(), "header length");
        long length = version.lengthByteSize() == Short.BYTES
                ? Short.toUnsignedLong(field.getShort())
                : Integer.toUnsignedLong(field.getInt());
        if (length > NpyHeader.MAX_TEXT_BYTE_SIZE) {
            throw malformed(
                    "header claims " + length + " bytes, allowed are " + NpyHeader.MAX_TEXT_BYTE_SIZE, lengthOffset);
        }
        long textOffset = byteOffset;
        String text = decode(version, take((int) length, "header"), textOffset);
        try {
            Map<?, ?> dict = readDict(text, textOffset);
            Object descr = readDescr(dict.get("descr"), textOffset);
            Object plain = ObjectDescr.withoutObjects(descr);
            return new NpyHeader(
                    version,
                    readDType(plain, textOffset),
                    plain.equals(descr) ? null : descr,
                    readOrder(dict.get("fortran_order"), textOffset),
                    readShape(dict.get("shape"), textOffset),
                    byteOffset);
        } catch (IllegalArgumentException refused) {
            throw malformed(String.valueOf(refused.getMessage()), textOffset, refused);
        }
    }

    private NpyVersion readVersion() throws IOException {
        ByteBuffer prefix = take(PREFIX, "magic and version");
        byte[] magic = new byte[NpyHeaderWriter.MAGIC.length];
        prefix.get(magic);
        if (!Arrays.equals(magic, NpyHeaderWriter.MAGIC)) {
            HexFormat hex = HexFormat.ofDelimiter(" ");
            throw malformed(
                    "magic is " + hex.formatHex(magic) + ", allowed is " + hex.formatHex(NpyHeaderWriter.MAGIC), 0);
        }
        int major = Byte.toUnsignedInt(prefix.get());
        int minor = Byte.toUnsignedInt(prefix.get());
        NpyVersion version = NpyVersion.of(major, minor);
        if (version == null) {
            throw malformed("version is " + major + "." + minor + ", allowed are 1.0, 2.0 and 3.0", magic.length);
        }
        return version;
    }

    private ByteBuffer take(int byteSize, String what) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(byteSize).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw malformed(what + " needs " + byteSize + " bytes, " + buffer.position() + " are left", byteOffset);
            }
        }
        byteOffset += byteSize;
        return buffer.flip();
    }

    private String decode(NpyVersion version, ByteBuffer bytes, long textOffset) {
        try {
            return version.charset().newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException broken) {
            throw malformed(
                    "header is no " + version.charset() + ", which version " + version + " demands",
                    textOffset,
                    broken);
        }
    }

    private Map<?, ?> readDict(String text, long textOffset) {
        Object value;
        try {
            value = LiteralParser.parse(text);
        } catch (LiteralException broken) {
            throw malformed("header is no Python dict: " + broken.getMessage(), textOffset, broken);
        }
        if (!(value instanceof Map<?, ?> dict)) {
            throw malformed("header is " + shown(value) + ", allowed is a dict", textOffset);
        }
        if (!dict.keySet().equals(KEYS)) {
            throw malformed(
                    "header has keys " + shown(dict.keySet().stream().toList()) + ", allowed are "
                            + LiteralWriter.repr(new TreeSet<>(KEYS).stream().toList()),
                    textOffset);
        }
        return dict;
    }

    private Object readDescr(@Nullable Object descr, long textOffset) {
        if (descr == null) {
            throw malformed("descr is None, allowed are text and lists of fields", textOffset);
        }
        return descr;
    }

    private DType readDType(Object descr, long textOffset) {
        try {
            return DType.ofFileDescr(descr);
        } catch (IllegalArgumentException refused) {
            throw malformed("descr is refused: " + refused.getMessage(), textOffset, refused);
        }
    }

    private boolean readOrder(@Nullable Object value, long textOffset) {
        if (value instanceof Boolean order) {
            return order;
        }
        throw malformed("fortran_order is " + shown(value) + ", allowed are True and False", textOffset);
    }

    private long[] readShape(@Nullable Object value, long textOffset) {
        if (!(value instanceof PyTuple lengths) || !lengths.stream().allMatch(length -> length instanceof Long)) {
            throw malformed(
                    "shape is " + shown(value) + ", allowed is a tuple of integers of 0 to " + Long.MAX_VALUE,
                    textOffset);
        }
        return lengths.stream()
                .mapToLong(length -> ((Number) length).longValue())
                .toArray();
    }

    private static String shown(@Nullable Object value) {
        String text = LiteralWriter.repr(value);
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    private MalformedNpyException malformed(String message, long atByte) {
        return new MalformedNpyException(source + ": " + message + " (byte " + atByte + ")");
    }

    private MalformedNpyException malformed(String message, long atByte, Throwable cause) {
        return new MalformedNpyException(source + ": " + message + " (byte " + atByte + ")", cause);
    }
}
