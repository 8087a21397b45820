package dev.ndwire.core.pickle;

import java.math.BigInteger;

/// Writes integers in as few bytes as CPython does.
final class Numbers {
    private Numbers() {}

    static void save(long value, PickleOutput out) {
        if (value >= 0 && value < 0x100) {
            out.op(Opcodes.BININT1, value, 1);
        } else if (value >= 0 && value < 0x1_0000) {
            out.op(Opcodes.BININT2, value, 2);
        } else if (value == (int) value) {
            out.op(Opcodes.BININT, value, 4);
        } else {
            int bytes = (Long.SIZE - Long.numberOfLeadingZeros(value < 0 ? ~value : value)) / 8 + 1;
            // LONG1's argument is the number of bytes, then these.
            out.op(Opcodes.LONG1, bytes, 1);
            out.append(value, bytes);
        }
    }

    static void save(BigInteger value, PickleOutput out) {
        if (value.bitLength() < Long.SIZE) {
            save(value.longValue(), out);
            return;
        }
        byte[] bytes = value.toByteArray();
        for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
            byte high = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = high;
        }
        boolean isShort = bytes.length < 256;
        out.inFrame(isShort ? Opcodes.LONG1 : Opcodes.LONG4, isShort ? 1 : 4, bytes);
    }
}
