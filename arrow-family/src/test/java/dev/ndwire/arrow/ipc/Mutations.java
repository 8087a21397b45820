package dev.ndwire.arrow.ipc;

import java.util.Arrays;
import java.util.Random;

/// Damages bytes as a peer that lies would: each call in another way.
public final class Mutations {
    private static final long[] TEMPTING = {
        0,
        1,
        -1,
        2,
        7,
        8,
        64,
        255,
        4096,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        1L << 32,
        1L << 40,
        1L << 62,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final int WAYS = 8;

    private final Random random;

    /// @param seed what all damage follows from
    public Mutations(long seed) {
        this.random = new Random(seed);
    }

    /// Damages a copy.
    ///
    /// @param whole not empty
    /// @return other bytes, mostly as many
    public byte[] of(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int left = 1 + random.nextInt(3); left > 0 && bytes.length > 0; left--) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(WAYS)) {
            case 0 -> bytes[at] = (byte) random.nextInt();
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            case 2 -> put(bytes, at & -Integer.BYTES, Integer.BYTES, tempting());
            case 3 -> put(bytes, at & -Long.BYTES, Long.BYTES, tempting());
            case 4 -> put(bytes, at & -Integer.BYTES, Integer.BYTES, random.nextInt(2 * bytes.length));
            case 5 -> bytes[at] += (byte) (1 - 2 * random.nextInt(2));
            case 6 -> {
                int size = Math.min(bytes.length - at, 1 + random.nextInt(32));
                System.arraycopy(bytes, random.nextInt(bytes.length - size + 1), bytes, at, size);
            }
            default -> {
                return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
            }
        }
        return bytes;
    }

    private long tempting() {
        return TEMPTING[random.nextInt(TEMPTING.length)];
    }

    private static void put(byte[] bytes, int at, int size, long value) {
        for (int i = 0; i < size && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >> (Byte.SIZE * i));
        }
    }
}
