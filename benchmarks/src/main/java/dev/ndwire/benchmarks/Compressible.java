package dev.ndwire.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/// What is compressed: two kinds of numbers as they come.
public enum Compressible {
    /// float64: a walk in steps of a quarter, as a sensor would report it.
    READINGS {
        @Override
        void fill(ByteBuffer bytes, SplittableRandom random) {
            double at = 0;
            while (bytes.remaining() >= Double.BYTES) {
                at += Math.rint(4 * random.nextGaussian()) / 4;
                bytes.putDouble(at);
            }
        }
    },

    /// int32: how often something rare happened.
    COUNTS {
        @Override
        void fill(ByteBuffer bytes, SplittableRandom random) {
            while (bytes.remaining() >= Integer.BYTES) {
                int count = 0;
                for (double left = random.nextExponential(); left < 3; left += random.nextExponential()) {
                    count++;
                }
                bytes.putInt(count);
            }
        }
    };

    private static final long SEED = 20261123;

    abstract void fill(ByteBuffer bytes, SplittableRandom random);

    /// The bytes, the same at every call.
    byte[] bytes(int byteSize) {
        ByteBuffer bytes = ByteBuffer.allocate(byteSize).order(ByteOrder.LITTLE_ENDIAN);
        fill(bytes, new SplittableRandom(SEED));
        return bytes.array();
    }
}
