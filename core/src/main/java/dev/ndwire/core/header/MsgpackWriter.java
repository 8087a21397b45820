package dev.ndwire.core.header;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyEnum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/// Writes Java values as msgpack, byte for byte as Python's `msgpack.dumps(…, use_bin_type=True)` writes theirs.
///
/// What may stand where is the table in `docs/adr/0001-python-values.md`. Sets and enum members take the placeholder
/// maps of `distributed.protocol.serialize`. A value that msgpack has no form for goes to the hook; without one, or
/// where the hook has no answer either, it is refused by name. Not safe for use by several threads.
public final class MsgpackWriter {
    // Small messages fit the first buffer; larger ones chain more.
    private static final MessagePack.PackerConfig CONFIG =
            new MessagePack.PackerConfig().withBufferSize(1024).withSmallStringOptimizationThreshold(256);

    // Above this a byte string does not belong inside a header, if the hook has a better place for it.
    private static final int LARGE_BYTES = 64 << 10;

    private static final BigInteger UINT64_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger INT64_MIN = BigInteger.valueOf(Long.MIN_VALUE);

    /// Says what to write in place of a value that msgpack has no form for, of an integer outside of its range, of a
    /// text that UTF-8 cannot hold, or of bytes too large for a header.
    @FunctionalInterface
    public interface Hook {
        /// Replaces a value.
        ///
        /// @param value what msgpack has no form for; or a [BigInteger], a text or a [Bytes] of more than 64 KiB
        /// @return what to write instead, or null to refuse it; bytes are then written as they are
        @Nullable
        Object replace(Object value);
    }

    private final MessageBufferPacker packer = CONFIG.newBufferPacker();
    private final Hook hook;
    private final int maxDepth;

    private MsgpackWriter(Hook hook, int maxDepth) {
        this.hook = hook;
        this.maxDepth = maxDepth;
    }

    /// Encodes one value.
    ///
    /// @param value the value, or null for `None`
    /// @return its msgpack, in a fresh array that the caller owns
    /// @throws IllegalArgumentException if a value inside has no msgpack form, or nests too deep to be read again
    public static byte[] encode(@Nullable Object value) {
        return encode(value, refused -> null);
    }

    /// Encodes one value, asking a hook about what msgpack has no form for.
    ///
    /// @param value the value, or null for `None`
    /// @param hook asked once for each such value, in the order in which they are written
    /// @return its msgpack, in a fresh array that the caller owns
    /// @throws IllegalArgumentException if a value inside has no msgpack form and the hook gives none, or nests too
    ///     deep to be read again
    public static byte[] encode(@Nullable Object value, Hook hook) {
        MsgpackWriter writer = new MsgpackWriter(hook, HeaderLimits.standard().maxDepth() - 1);
        try {
            writer.write(value, 0);
            return writer.packer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private void write(@Nullable Object value, int depth) throws IOException {
        checkDepth(depth);
        if (value == null) {
            packer.packNil();
        } else if (value instanceof String text) {
            writeText(text, depth);
        } else if (value instanceof Number number) {
            writeNumber(number, depth);
        } else if (value instanceof Boolean flag) {
            packer.packBoolean(flag);
        } else if (value instanceof Bytes bytes) {
            writeByteString(bytes, depth);
        } else if (value instanceof Header header) {
            writeHeader(header, depth);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, depth);
        } else if (value instanceof Set<?> set) {
            writeSet(set, depth);
        } else if (value instanceof List<?> list) {
            writeList(list, depth);
        } else {
            writeRest(value, depth);
        }
    }

    private void checkDepth(int depth) {
        if (depth > maxDepth) {
            throw new IllegalArgumentException("value nests deeper than " + maxDepth + " levels");
        }
    }

    private void writeRest(Object value, int depth) throws IOException {
        if (value instanceof long[] numbers) {
            packer.packArrayHeader(numbers.length);
            for (long number : numbers) {
                packer.packLong(number);
            }
        } else if (value instanceof byte[] bytes) {
            writeBytes(bytes);
        } else if (value instanceof PyByteArray bytes) {
            writeBytes(bytes.content().toArray());
        } else if (value instanceof PyEnum member) {
            checkDepth(depth + 1);
            writeEnum(member);
        } else if (value instanceof MsgpackExtension extension) {
            packer.packExtensionTypeHeader(extension.type(), extension.data().size());
            packer.writePayload(extension.data().toArray());
        } else {
            Object replaced = hook.replace(value);
            if (replaced == null) {
                throw new IllegalArgumentException(
                        "msgpack has no form for a " + value.getClass().getTypeName());
            }
            write(replaced, depth);
        }
    }

    private void writeNumber(Number number, int depth) throws IOException {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            packer.packLong(number.longValue());
        } else if (number instanceof Double || number instanceof Float) {
            packer.packDouble(number.doubleValue());
        } else if (number instanceof BigInteger big) {
            writeBigInteger(big, depth);
        } else {
            writeRest(number, depth);
        }
    }

    private void writeBigInteger(BigInteger number, int depth) throws IOException {
        if (number.compareTo(INT64_MIN) >= 0 && number.compareTo(UINT64_MAX) <= 0) {
            packer.packBigInteger(number);
            return;
        }
        writeReplaced(
                number,
                depth,
                "integer of " + number.bitLength() + " bits is outside of msgpack's range, -2**63 to 2**64-1");
    }

    // msgpack-core would write '?' for an unpaired surrogate: nothing may be lost in silence.
    private void writeText(String text, int depth) throws IOException {
        int unpaired = unpairedSurrogate(text);
        if (unpaired < 0) {
            packer.packString(text);
        } else {
            writeReplaced(text, depth, "text holds an unpaired surrogate at index " + unpaired);
        }
    }

    private void writeText(String text) throws IOException {
        int unpaired = unpairedSurrogate(text);
        if (unpaired >= 0) {
            throw new IllegalArgumentException("text holds an unpaired surrogate at index " + unpaired);
        }
        packer.packString(text);
    }

    private void writeReplaced(Object value, int depth, String problem) throws IOException {
        Object replaced = hook.replace(value);
        if (replaced == null) {
            throw new IllegalArgumentException(problem);
        }
        write(replaced, depth);
    }

    /// The index of the first one, or -1.
    private static int unpairedSurrogate(String text) {
        int i = 0;
        while (i < text.length()) {
            char one = text.charAt(i);
            if (!Character.isSurrogate(one)) {
                i++;
                continue;
            }
            boolean isPair = Character.isHighSurrogate(one)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!isPair) {
                return i;
            }
            i += 2;
        }
        return -1;
    }

    private void writeByteString(Bytes bytes, int depth) throws IOException {
        Object replaced = bytes.size() > LARGE_BYTES ? hook.replace(bytes) : null;
        if (replaced == null) {
            writeBytes(bytes.toArray());
        } else {
            write(replaced, depth);
        }
    }

    private void writeBytes(byte[] bytes) throws IOException {
        packer.packBinaryHeader(bytes.length);
        packer.writePayload(bytes);
    }

    private void writeHeader(Header header, int depth) throws IOException {
        packer.packMapHeader(header.size());
        for (int i = 0; i < header.size(); i++) {
            writeText(header.keyAt(i));
            write(header.valueAt(i), depth + 1);
        }
    }

    private void writeMap(Map<?, ?> map, int depth) throws IOException {
        packer.packMapHeader(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            write(entry.getKey(), depth + 1);
            write(entry.getValue(), depth + 1);
        }
    }

    private void writeList(Collection<?> list, int depth) throws IOException {
        packer.packArrayHeader(list.size());
        for (Object element : list) {
            write(element, depth + 1);
        }
    }

    private void writeSet(Set<?> set, int depth) throws IOException {
        checkDepth(depth + 1);
        packer.packMapHeader(2);
        packer.packString(Placeholders.SET);
        packer.packBoolean(true);
        packer.packString(Placeholders.AS_LIST);
        writeList(set, depth + 1);
    }

    private void writeEnum(PyEnum member) throws IOException {
        packer.packMapHeader(4);
        packer.packString(Placeholders.ENUM);
        packer.packBoolean(true);
        packer.packString(Placeholders.NAME);
        writeText(member.name());
        packer.packString(Placeholders.MODULE);
        writeText(member.module());
        packer.packString(Placeholders.CLASS_NAME);
        writeText(member.className());
    }
}
