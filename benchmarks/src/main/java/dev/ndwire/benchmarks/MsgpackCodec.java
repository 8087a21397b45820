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
final class MsgpackCodec implements ArrayCodec {
    private final boolean isBinary;

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
    public byte[] write(Object array) throws IOException {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            double[][] rows = array instanceof double[] flat ? new double[][] {flat} : (double[][]) array;
            packer.packArrayHeader(rows.length);
            for (double[] row : rows) {
                pack(packer, row);
            }
            return packer.toByteArray();
        }
    }

    private void pack(MessagePacker packer, double[] numbers) throws IOException {
        if (isBinary) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(numbers.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asDoubleBuffer().put(numbers);
            packer.packBinaryHeader(bytes.capacity());
            packer.addPayload(bytes.array());
        } else {
            packer.packArrayHeader(numbers.length);
            for (double number : numbers) {
                packer.packDouble(number);
            }
        }
    }

    @Override
    public Object read(byte[] bytes) throws IOException {
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes)) {
            double[][] rows = new double[unpacker.unpackArrayHeader()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = unpack(unpacker);
            }
            return rows.length == 1 ? rows[0] : rows;
        }
    }

    private double[] unpack(MessageUnpacker unpacker) throws IOException {
        if (isBinary) {
            ByteBuffer bytes = unpacker.readPayloadAsReference(unpacker.unpackBinaryHeader())
                    .sliceAsByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN);
            double[] numbers = new double[bytes.remaining() / Double.BYTES];
            bytes.asDoubleBuffer().get(numbers);
            return numbers;
        }
        double[] numbers = new double[unpacker.unpackArrayHeader()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = unpacker.unpackDouble();
        }
        return numbers;
    }
}
