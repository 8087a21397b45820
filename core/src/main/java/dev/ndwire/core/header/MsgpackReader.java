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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/// Reads msgpack into Java values, within limits.
///
/// Integers become [Long], or [BigInteger] above 2⁶³-1; arrays [PyTuple], as Dask reads them; maps [PyDict]; `bin`
/// [Bytes]; nil null; sets and enum members what their placeholder maps stand for. Text must be UTF-8. Every length is
/// checked against the bytes
/// that are left before anything is allocated, so a header costs memory in proportion to what was really sent. Not
/// safe for use by several threads.
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
            Object value = reader.read(0);
            if (reader.position() != source.length) {
                throw new MalformedHeaderException((source.length - reader.position())
                        + " bytes follow the header's value (byte " + reader.position() + " of the header)");
            }
            return value;
        } catch (MessagePackException | IOException e) {
            throw new MalformedHeaderException(
                    "header is no msgpack: " + e.getMessage() + " (byte " + reader.position() + " of the header)", e);
        }
    }

    /// Decodes a header: a map whose keys are texts.
    ///
    /// @param source msgpack; not kept
    /// @param limits what to refuse
    /// @return the header
    /// @throws MalformedHeaderException if the bytes are no msgpack, pass a limit, or hold something else
    public static Header decodeHeader(byte[] source, HeaderLimits limits) {
        Object value = decode(source, limits);
        if (value instanceof PyDict dict) {
            return Header.copyOf(dict);
        }
        throw new MalformedHeaderException("header is " + Header.nameOf(value) + ", expected a map");
    }

    private int position() {
        return (int) unpacker.getTotalReadBytes();
    }

    private @Nullable Object read(int depth) throws IOException {
        if (depth > limits.maxDepth()) {
            throw new MalformedHeaderException("header nests deeper than maxDepth=" + limits.maxDepth() + " (byte "
                    + position() + " of the header)");
        }
        if (position() >= source.length) {
            throw new MalformedHeaderException(
                    "header is cut short: a value is missing (byte " + position() + " of the header)");
        }
        takeItems(1);
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
            case BINARY -> readBytes(checkLength(unpacker.unpackBinaryHeader(), 1, "bytes"));
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
        int size = checkLength(unpacker.unpackRawStringHeader(), 1, "text");
        int start = position();
        unpacker.readPayloadAsReference(size);
        String text = new String(source, start, size, StandardCharsets.UTF_8);
        // The constructor puts U+FFFD for malformed bytes; a text may also hold a real one.
        if (text.indexOf('\uFFFD') >= 0) {
            checkUtf8(start, size);
        }
        return text;
    }

    private void checkUtf8(int start, int size) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(source, start, size));
        } catch (CharacterCodingException e) {
            throw new MalformedHeaderException(
                    "text of " + size + " bytes is no UTF-8 (byte " + start + " of the header)", e);
        }
    }

    private Bytes readBytes(int size) throws IOException {
        int start = position();
        unpacker.readPayloadAsReference(size);
        return Bytes.of(source, start, size);
    }

    private MsgpackExtension readExtension() throws IOException {
        var header = unpacker.unpackExtensionTypeHeader();
        int size = checkLength(header.getLength(), 1, "extension");
        return new MsgpackExtension(header.getType(), readBytes(size));
    }

    private PyTuple readTuple(int depth) throws IOException {
        int size = checkLength(unpacker.unpackArrayHeader(), 1, "array");
        checkItems(size);
        @Nullable Object[] elements = new Object[size];
        for (int i = 0; i < size; i++) {
            elements[i] = read(depth + 1);
        }
        return PyTuple.of(elements);
    }

    private @Nullable Object readMap(int depth) throws IOException {
        int start = position();
        int size = checkLength(unpacker.unpackMapHeader(), 2, "map");
        checkItems(2L * size);
        PyDict map = new PyDict(size);
        for (int i = 0; i < size; i++) {
            Object key = read(depth + 1);
            if (key instanceof Map) {
                throw new MalformedHeaderException("a map is the key of a map (byte " + start + " of the header)");
            }
            try {
                map.put(key, read(depth + 1));
            } catch (IllegalArgumentException e) {
                throw new MalformedHeaderException("a key of a map holds a map (byte " + start + " of the header)", e);
            }
        }
        return size <= 4 ? unfold(map) : hook.replace(map);
    }

    private @Nullable Object unfold(PyDict map) {
        if (map.containsKey(Placeholders.SET)) {
            if (map.get(Placeholders.AS_LIST) instanceof List<?> elements) {
                return asSet(elements);
            }
            throw new MalformedHeaderException("a set has no list under 'as-list'");
        }
        if (map.containsKey(Placeholders.ENUM)) {
            if (map.get(Placeholders.MODULE) instanceof String module
                    && map.get(Placeholders.CLASS_NAME) instanceof String className
                    && map.get(Placeholders.NAME) instanceof String name) {
                return new PyEnum(module, className, name);
            }
            throw new MalformedHeaderException("an enum member lacks its module, class or name");
        }
        return hook.replace(map);
    }

    private static PySet asSet(List<?> elements) {
        try {
            return new PySet(elements);
        } catch (IllegalArgumentException e) {
            throw new MalformedHeaderException("an element of a set is or holds a map", e);
        }
    }

    private int checkLength(int count, int bytesEach, String what) {
        int left = source.length - position();
        if (count < 0 || (long) count * bytesEach > left) {
            throw new MalformedHeaderException(what + " claims "
                    + (count < 0 ? "more than " + Integer.MAX_VALUE : count)
                    + (bytesEach == 2 ? " entries, " : " bytes or elements, ") + left + " bytes are left (byte "
                    + position() + " of the header)");
        }
        return count;
    }

    private void checkItems(long count) {
        if (count > itemsLeft) {
            throw new MalformedHeaderException("header holds more than maxItems=" + limits.maxItems() + " values (byte "
                    + position() + " of the header)");
        }
    }

    private void takeItems(int count) {
        checkItems(count);
        itemsLeft -= count;
    }
}
