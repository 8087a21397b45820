package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.ufunc.Ufunc;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Strings and raw bytes, in lanes of `byte[]` or, for text, of code points in `int[]`; each element is as wide as its
/// dtype, and filled up with zeros.
final class TextKernels {
    private TextKernels() {}

    /// The loop that compares two strings of one width, unit by unit and unsigned.
    ///
    /// @param isText whether lanes are `int[]`
    /// @param width bytes or code points of an element
    static @Nullable Loop comparison(Ufunc function, boolean isText, int width) {
        Order order = isText ? TextKernels::orderOfTexts : TextKernels::orderOfBytes;
        return switch (function) {
            case EQUAL ->
                (x, y, z, n) -> {
                    for (int i = 0; i < n; i++) {
                        ((byte[]) z)[i] = flag(order.of(x, y, i * width, width) == 0);
                    }
                };
            case NOT_EQUAL ->
                (x, y, z, n) -> {
                    for (int i = 0; i < n; i++) {
                        ((byte[]) z)[i] = flag(order.of(x, y, i * width, width) != 0);
                    }
                };
            case LESS ->
                (x, y, z, n) -> {
                    for (int i = 0; i < n; i++) {
                        ((byte[]) z)[i] = flag(order.of(x, y, i * width, width) < 0);
                    }
                };
            case LESS_EQUAL ->
                (x, y, z, n) -> {
                    for (int i = 0; i < n; i++) {
                        ((byte[]) z)[i] = flag(order.of(x, y, i * width, width) <= 0);
                    }
                };
            case GREATER ->
                (x, y, z, n) -> {
                    for (int i = 0; i < n; i++) {
                        ((byte[]) z)[i] = flag(order.of(x, y, i * width, width) > 0);
                    }
                };
            case GREATER_EQUAL ->
                (x, y, z, n) -> {
                    for (int i = 0; i < n; i++) {
                        ((byte[]) z)[i] = flag(order.of(x, y, i * width, width) >= 0);
                    }
                };
            default -> null;
        };
    }

    /// How two elements are ordered.
    private interface Order {
        int of(Object left, Object right, int at, int width);
    }

    private static byte flag(boolean value) {
        return (byte) (value ? 1 : 0);
    }

    private static int orderOfBytes(Object left, Object right, int at, int width) {
        return Arrays.compareUnsigned((byte[]) left, at, at + width, (byte[]) right, at, at + width);
    }

    private static int orderOfTexts(Object left, Object right, int at, int width) {
        return Arrays.compareUnsigned((int[]) left, at, at + width, (int[]) right, at, at + width);
    }

    /// The loop that puts one string behind another.
    static Loop concatenation(boolean isText, int leftWidth, int rightWidth) {
        return (x, y, z, n) -> {
            for (int i = 0; i < n; i++) {
                int start = i * (leftWidth + rightWidth);
                clear(z, isText, start, leftWidth + rightWidth);
                int length = length(x, isText, i * leftWidth, leftWidth);
                System.arraycopy(x, i * leftWidth, z, start, length);
                System.arraycopy(y, i * rightWidth, z, start + length, rightWidth);
            }
        };
    }

    private static void clear(Object units, boolean isText, int at, int width) {
        if (isText) {
            Arrays.fill((int[]) units, at, at + width, 0);
        } else {
            Arrays.fill((byte[]) units, at, at + width, (byte) 0);
        }
    }

    private static int length(Object units, boolean isText, int at, int width) {
        int length = width;
        while (length > 0 && (isText ? ((int[]) units)[at + length - 1] : ((byte[]) units)[at + length - 1]) == 0) {
            length--;
        }
        return length;
    }
}
