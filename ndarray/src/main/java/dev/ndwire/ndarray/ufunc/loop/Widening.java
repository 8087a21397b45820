package dev.ndwire.ndarray.ufunc.loop;

/// Loops between narrow arrays and lanes, one a method so that each is compiled for itself.
final class Widening {
    private Widening() {}

    static void flags(byte[] source, int[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = source[i] == 0 ? 0 : 1;
        }
    }

    static void signed(byte[] source, int[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = source[i];
        }
    }

    static void unsigned(byte[] source, int[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = source[i] & 0xff;
        }
    }

    static void signed(short[] source, int[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = source[i];
        }
    }

    static void unsigned(short[] source, int[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = source[i] & 0xffff;
        }
    }

    static void halves(short[] source, float[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = Float.float16ToFloat(source[i]);
        }
    }

    static void unsigned(int[] source, long[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = source[i] & 0xffff_ffffL;
        }
    }

    static void floats(float[] source, double[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = source[i];
        }
    }

    static void cut(int[] source, int at, byte[] target, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = (byte) source[at + i];
        }
    }

    static void cut(int[] source, int at, short[] target, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = (short) source[at + i];
        }
    }

    static void cut(long[] source, int at, int[] target, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = (int) source[at + i];
        }
    }

    static void round(float[] source, int at, short[] target, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = Float.floatToFloat16(source[at + i]);
        }
    }

    static void round(double[] source, int at, float[] target, int count) {
        for (int i = 0; i < count; i++) {
            target[i] = (float) source[at + i];
        }
    }
}
