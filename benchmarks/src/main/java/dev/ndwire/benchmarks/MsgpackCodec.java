package dev.ndwire.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;
import org.msgpack.core.MessageUnpacker;

/// msgpack-core, the numbers of each row as one binary value, little-endian, or as a list: what a program does that
/// knows no better.
final class MsgpackCodec extends HeapCodec {
    private final boolean isBinary;
    private Elements elements = Elements.FLOAT64;

    private MsgpackCodec(boolean isBinary) {
        this.isBinary = isBinary;
    }

    static MsgpackCodec binary() {
        return new MsgpackCodec(true);
    }

    static MsgpackCodec list() {
        return new MsgpackCodec(false);
    }

    @Override
    void register(Elements known) {
        if (known == Elements.STRUCTURED) {
            throw new IllegalArgumentException("msgpack has no records");
        }
        this.elements = known;
    }

    @Override
    byte[] write(Object array) throws IOException {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            Object[] rows = array instanceof Object[] lines ? lines : new Object[] {array};
            packer.packArrayHeader(rows.length);
            for (Object row : rows) {
                if (isBinary) {
                    byte[] bytes = bytes(row);
                    packer.packBinaryHeader(bytes.length);
                    packer.addPayload(bytes);
                } else {
                    pack(packer, row);
                }
            }
            return packer.toByteArray();
        }
    }

    private static byte[] bytes(Object row) {
        if (row instanceof double[] numbers) {
            byte[] bytes = new byte[numbers.length * Double.BYTES];
            little(bytes).asDoubleBuffer().put(numbers);
            return bytes;
        }
        if (row instanceof float[] numbers) {
            byte[] bytes = new byte[numbers.length * Float.BYTES];
            little(bytes).asFloatBuffer().put(numbers);
            return bytes;
        }
        long[] numbers = (long[]) row;
        byte[] bytes = new byte[numbers.length * Long.BYTES];
        little(bytes).asLongBuffer().put(numbers);
        return bytes;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void pack(MessagePacker packer, Object row) throws IOException {
        if (row instanceof double[] numbers) {
            packer.packArrayHeader(numbers.length);
            for (double number : numbers) {
                packer.packDouble(number);
            }
        } else if (row instanceof float[] numbers) {
            packer.packArrayHeader(numbers.length);
            for (float number : numbers) {
                packer.packFloat(number);
            }
        } else {
            long[] numbers = (long[]) row;
            packer.packArrayHeader(numbers.length);
            for (long number : numbers) {
                packer.packLong(number);
            }
        }
    }

    @Override
    Object read(byte[] written) throws IOException {
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(written)) {
            int count = unpacker.unpackArrayHeader();
            if (count == 1) {
                return line(unpacker);
            }
            Object[] rows = elements.lines(count, 0);
            for (int i = 0; i < count; i++) {
                rows[i] = line(unpacker);
            }
            return rows;
        }
    }

    private Object line(MessageUnpacker unpacker) throws IOException {
        if (!isBinary) {
            return unpack(unpacker);
        }
        ByteBuffer bytes = unpacker.readPayloadAsReference(unpacker.unpackBinaryHeader())
                .sliceAsByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
        Object line = elements.line(
                bytes.remaining() / Math.toIntExact(elements.dtype().itemSize()));
        if (line instanceof double[] numbers) {
            bytes.asDoubleBuffer().get(numbers);
        } else if (line instanceof float[] numbers) {
            bytes.asFloatBuffer().get(numbers);
        } else {
            bytes.asLongBuffer().get((long[]) line);
        }
        return line;
    }

    private Object unpack(MessageUnpacker unpacker) throws IOException {
        Object line = elements.line(unpacker.unpackArrayHeader());
        if (line instanceof double[] numbers) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = unpacker.unpackDouble();
            }
        } else if (line instanceof float[] numbers) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = unpacker.unpackFloat();
            }
        } else {
            long[] numbers = (long[]) line;
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = unpacker.unpackLong();
            }
        }
        return line;
    }
}
