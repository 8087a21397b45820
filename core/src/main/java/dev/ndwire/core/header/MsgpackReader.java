package dev.ndwire.core.header;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEnum;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessageInsufficientBufferException;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageSizeException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/// Reads msgpack into Java values, within limits.
///
/// Integers become [Long], or [BigInteger] above 2⁶³-1; arrays [PyTuple], as Dask reads them; maps [PyDict]; `bin`
/// [Bytes]; nil null; sets and enum members what their placeholder maps stand for. Text must be UTF-8. Every length is
/// checked against the bytes that are left before anything is allocated, so a header costs memory in proportion to what
/// was really sent. Not safe for use by several threads.
public final class MsgpackReader {
    /// Replaces maps while reading.
    @FunctionalInterface
    public interface MapHook {
        /// Looks at a map that is complete.
        ///
        /// @param map the map, none of the placeholders of this package
        /// @return the map itself, or what it stands for
        @Nullable
        Object replace(PyDict map);
    }

    private final byte[] source;
    private final HeaderLimits limits;
    private final MapHook hook;
    private final MessageUnpacker unpacker;
    private int itemsLeft;
    // Values that the containers around the current one still wait for: each of them takes a byte at least.
    private long awaited;
    // Where the current value starts, for error messages.
    private int start;

    private MsgpackReader(byte[] source, HeaderLimits limits, MapHook hook) {
        this.source = source;
        this.limits = limits;
        this.hook = hook;
        this.unpacker = MessagePack.newDefaultUnpacker(source);
        this.itemsLeft = limits.maxItems();
    }

    /// Decodes one value that fills an array.
    ///
    /// @param source msgpack; not kept
    /// @param limits what to refuse
    /// @return the value, or null for nil
    /// @throws MalformedHeaderException if the bytes are no msgpack, pass a limit, or go on after the value
    public static @Nullable Object decode(byte[] source, HeaderLimits limits) {
        return decode(source, limits, map -> map);
    }

    /// Decodes one value that fills an array, asking a hook about each map.
    ///
    /// @param source msgpack; not kept
    /// @param limits what to refuse
    /// @param hook asked for each map, inner ones first
    /// @return the value, or null for nil
    /// @throws MalformedHeaderException if the bytes are no msgpack, pass a limit, or go on after the value
    public static @Nullable Object decode(byte[] source, HeaderLimits limits, MapHook hook) {
        if (source.length > limits.maxByteSize()) {
            throw new MalformedHeaderException(
                    "header of " + source.length + " bytes exceeds maxByteSize=" + limits.maxByteSize());
        }
        MsgpackReader reader = new MsgpackReader(source, limits, hook);
        try {
            reader.takeItems(1);
            Object value = reader.read(0);
            if (reader.position() != source.length) {
                throw new MalformedHeaderException(at(
                        (source.length - reader.position()) + " bytes follow the header's value", reader.position()));
            }
            return value;
        } catch (MessagePackException | IOException e) {
            throw reader.malformed(reader.problem(e), e);
        }
    }

    private String problem(Exception e) {
        int first = source[start] & 0xff;
        if (e instanceof MessageInsufficientBufferException) {
            return "header is cut short: " + (source.length - start) + " bytes are left for "
                    + MessageFormat.valueOf((byte) first);
        }
        if (e instanceof MessageSizeException size) {
            return MessageFormat.valueOf((byte) first) + " claims a size of " + size.getSize() + ", " + left()
                    + " bytes are left for it";
        }
        return "0x" + Integer.toHexString(first) + " begins no msgpack value";
    }

    private MalformedHeaderException malformed(String problem, Exception cause) {
        return new MalformedHeaderException(at(problem, start), cause);
    }

    private static String at(String problem, int byteOffset) {
        return problem + " (byte " + byteOffset + " of the header)";
    }

    /// Decodes a header: a map whose keys are texts.
    ///
    /// @param source msgpack; not kept
    /// @param limits what to refuse
    /// @return the header
    /// @throws MalformedHeaderException if the bytes are no msgpack, pass a limit, or hold something else
    public static Header decodeHeader(byte[] source, HeaderLimits limits) {
        return decodeHeader(source, limits, map -> map);
    }

    /// Decodes a header, asking a hook about each map in it, the header itself among them.
    ///
    /// @param source msgpack; not kept
    /// @param limits what to refuse
    /// @param hook asked for each map, inner ones first
    /// @return the header
    /// @throws MalformedHeaderException if the bytes are no msgpack, pass a limit, or hold something else
    public static Header decodeHeader(byte[] source, HeaderLimits limits, MapHook hook) {
        Object value = decode(source, limits, hook);
        if (value instanceof PyDict dict) {
            return Header.copyOf(dict);
        }
        throw new MalformedHeaderException("header is " + Header.nameOf(value) + ", expected a map");
    }

    private int position() {
        return (int) unpacker.getTotalReadBytes();
    }

    private long left() {
        return source.length - position() - awaited;
    }

    private @Nullable Object read(int depth) throws IOException {
        start = position();
        if (start >= source.length) {
            throw new MalformedHeaderException(at("header is cut short: a value is missing", start));
        }
        MessageFormat format = unpacker.getNextFormat();
        ValueType type = format.getValueType();
        return switch (type) {
            case NIL -> {
                unpacker.unpackNil();
                yield null;
            }
            case BOOLEAN -> unpacker.unpackBoolean();
            case INTEGER -> readInteger(format);
            case FLOAT -> unpacker.unpackDouble();
            case STRING -> readText();
            case BINARY -> readBytes(checkBytes(unpacker.unpackBinaryHeader(), "bytes"));
            case ARRAY -> readTuple(depth);
            case MAP -> readMap(depth);
            case EXTENSION -> readExtension();
        };
    }

    private Object readInteger(MessageFormat format) throws IOException {
        if (format == MessageFormat.UINT64) {
            BigInteger number = unpacker.unpackBigInteger();
            return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
        }
        return unpacker.unpackLong();
    }

    private String readText() throws IOException {
        int size = checkBytes(unpacker.unpackRawStringHeader(), "text");
        int from = position();
        unpacker.readPayloadAsReference(size);
        String text = new String(source, from, size, StandardCharsets.UTF_8);
        // The constructor puts U+FFFD for malformed bytes; a text may also hold a real one.
        if (text.indexOf('\uFFFD') >= 0) {
            checkUtf8(from, size);
        }
        return text;
    }

    private void checkUtf8(int from, int size) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(source, from, size));
        } catch (CharacterCodingException e) {
            throw malformed("text of " + size + " bytes is no UTF-8", e);
        }
    }

    private Bytes readBytes(int size) throws IOException {
        int from = position();
        unpacker.readPayloadAsReference(size);
        return Bytes.of(source, from, size);
    }

    private MsgpackExtension readExtension() throws IOException {
        var header = unpacker.unpackExtensionTypeHeader();
        return new MsgpackExtension(header.getType(), readBytes(checkBytes(header.getLength(), "extension")));
    }

    private PyTuple readTuple(int depth) throws IOException {
        int size = unpacker.unpackArrayHeader();
        enter(size, "array claims " + size + " elements, ", depth);
        @Nullable Object[] elements = new Object[size];
        for (int i = 0; i < size; i++) {
            awaited--;
            elements[i] = read(depth + 1);
        }
        return PyTuple.of(elements);
    }

    private @Nullable Object readMap(int depth) throws IOException {
        int from = start;
        int size = unpacker.unpackMapHeader();
        enter(2L * size, "map claims " + size + " entries, ", depth);
        PyDict map = new PyDict(size);
        for (int i = 0; i < size; i++) {
            awaited--;
            Object key = read(depth + 1);
            awaited--;
            Object value = read(depth + 1);
            try {
                map.put(key, value);
            } catch (IllegalArgumentException e) {
                throw new MalformedHeaderException(at("a key of a map is or holds a map", from), e);
            }
        }
        return size <= 4 ? unfold(map, from) : hook.replace(map);
    }

    // Counted before the container is made: what all of them claim together is paid for in bytes that are there.
    private void enter(long count, String claim, int depth) {
        if (depth >= limits.maxDepth()) {
            throw new MalformedHeaderException(at("header nests deeper than maxDepth=" + limits.maxDepth(), start));
        }
        if (count > left()) {
            throw new MalformedHeaderException(at(claim + left() + " bytes are left for it", start));
        }
        takeItems(count);
        awaited += count;
    }

    private @Nullable Object unfold(PyDict map, int from) {
        if (map.containsKey(Placeholders.SET)) {
            if (map.get(Placeholders.AS_LIST) instanceof List<?> elements) {
                return asSet(elements, from);
            }
            throw new MalformedHeaderException(at("a set has no list under 'as-list'", from));
        }
        if (map.containsKey(Placeholders.ENUM)) {
            if (map.get(Placeholders.MODULE) instanceof String module
                    && map.get(Placeholders.CLASS_NAME) instanceof String className
                    && map.get(Placeholders.NAME) instanceof String name) {
                return new PyEnum(module, className, name);
            }
            throw new MalformedHeaderException(at("an enum member lacks its module, class or name", from));
        }
        return hook.replace(map);
    }

    private static PySet asSet(List<?> elements, int from) {
        try {
            return new PySet(elements);
        } catch (IllegalArgumentException e) {
            throw new MalformedHeaderException(at("an element of a set is or holds a map", from), e);
        }
    }

    private int checkBytes(int count, String what) {
        if (count > left()) {
            throw new MalformedHeaderException(
                    at(what + " claims " + count + " bytes, " + left() + " are left for it", start));
        }
        return count;
    }

    private void takeItems(long count) {
        if (count > itemsLeft) {
            throw new MalformedHeaderException(
                    at("header holds more than maxItems=" + limits.maxItems() + " values", start));
        }
        itemsLeft -= (int) count;
    }
}
