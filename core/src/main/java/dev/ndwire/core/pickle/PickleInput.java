package dev.ndwire.core.pickle;

import dev.ndwire.core.frame.Frame;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads a pickle's bytes from front to back: small ones through a window on the heap, large ones as views.
///
/// Holds the limit on what is copied. Every length is checked against what is left before anything is allocated.
final class PickleInput {
    private static final int WINDOW_BYTES = 8192;

    private final Frame pickle;
    private final PickleLimits limits;
    private final byte[] window;
    private long windowOffset;
    private int at;
    private int end;
    private long opcodeOffset;
    private long copiedBytes;

    PickleInput(Frame pickle, PickleLimits limits) {
        this.pickle = pickle;
        this.limits = limits;
        this.window = new byte[(int) Math.min(WINDOW_BYTES, pickle.byteSize())];
    }

    /// Begins an opcode: errors name its position from now on.
    int opcode() {
        opcodeOffset = offset();
        if (at == end && !fill(1)) {
            throw new MalformedPickleException("pickle of " + pickle.byteSize() + " bytes ends without STOP");
        }
        return window[at++] & 0xff;
    }

    /// The next byte without taking it, or -1 at the end.
    int peek() {
        return at < end || fill(1) ? window[at] & 0xff : -1;
    }

    long opcodeOffset() {
        return opcodeOffset;
    }

    private long offset() {
        return windowOffset + at;
    }

    long left() {
        return pickle.byteSize() - offset();
    }

    /// Moves the window so that it begins here; false if fewer than `count` bytes are left.
    private boolean fill(int count) {
        long left = left();
        if (left < count) {
            return false;
        }
        windowOffset = offset();
        at = 0;
        end = (int) Math.min(left, window.length);
        copy(windowOffset, window, end);
        return true;
    }

    private void copy(long byteOffset, byte[] target, int size) {
        pickle.slice(byteOffset, size).copyTo(MemorySegment.ofArray(target).asSlice(0, size));
    }

    private void require(int count) {
        if (end - at < count && !fill(count)) {
            throw fault(left() + " bytes are left for an argument of " + count);
        }
    }

    int u8() {
        require(1);
        return window[at++] & 0xff;
    }

    int u16() {
        require(2);
        int value = (window[at] & 0xff) | ((window[at + 1] & 0xff) << 8);
        at += 2;
        return value;
    }

    int i32() {
        require(4);
        int value = 0;
        for (int i = 3; i >= 0; i--) {
            value = (value << 8) | (window[at + i] & 0xff);
        }
        at += 4;
        return value;
    }

    long u32() {
        return i32() & 0xffff_ffffL;
    }

    /// Eight bytes, little-endian; what does not fit a long is refused.
    long size64() {
        long low = u32();
        long high = u32();
        long size = (high << 32) | low;
        if (size < 0) {
            throw fault(Long.toUnsignedString(size) + " bytes are claimed, " + left() + " are left");
        }
        return size;
    }

    double float64() {
        require(8);
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = (bits << 8) | (window[at + i] & 0xff);
        }
        at += 8;
        return Double.longBitsToDouble(bits);
    }

    void checkClaim(long byteSize) {
        if (byteSize < 0 || byteSize > left()) {
            throw fault(byteSize + " bytes are claimed, " + left() + " are left");
        }
    }

    private void countCopy(long byteSize) {
        copiedBytes += byteSize;
        if (copiedBytes > limits.maxByteSize()) {
            throw fault("texts and numbers of " + copiedBytes + " bytes exceed PickleLimits.maxByteSize="
                    + limits.maxByteSize());
        }
    }

    /// Copies bytes to the heap.
    byte[] bytes(long byteSize) {
        checkClaim(byteSize);
        countCopy(byteSize);
        if (byteSize > Integer.MAX_VALUE - 8) {
            throw fault(byteSize + " bytes do not fit a Java array");
        }
        int size = (int) byteSize;
        if (size <= end - at) {
            byte[] copy = Arrays.copyOfRange(window, at, at + size);
            at += size;
            return copy;
        }
        byte[] copy = new byte[size];
        long from = offset();
        copy(from, copy, size);
        moveTo(from + size);
        return copy;
    }

    /// Decodes ASCII without a copy in between, or gives null and takes nothing.
    @org.jspecify.annotations.Nullable
    String asciiInWindow(long byteSize) {
        checkClaim(byteSize);
        if (byteSize > end - at) {
            return null;
        }
        int size = (int) byteSize;
        for (int i = at; i < at + size; i++) {
            if (window[i] < 0) {
                return null;
            }
        }
        countCopy(size);
        String text = new String(window, at, size, StandardCharsets.ISO_8859_1);
        at += size;
        return text;
    }

    /// Views bytes, copying nothing.
    Frame view(long byteSize) {
        checkClaim(byteSize);
        long from = offset();
        moveTo(from + byteSize);
        return pickle.slice(from, byteSize);
    }

    private void moveTo(long byteOffset) {
        long inWindow = byteOffset - windowOffset;
        if (inWindow <= end) {
            at = (int) inWindow;
        } else {
            windowOffset = byteOffset;
            at = 0;
            end = 0;
        }
    }

    /// The bytes up to a line feed, which is taken too.
    byte[] line() {
        byte[] line = new byte[32];
        int size = 0;
        while (true) {
            if (at == end && !fill(1)) {
                throw fault("the line of its argument has no end");
            }
            int from = at;
            while (at < end && window[at] != '\n') {
                at++;
            }
            int part = at - from;
            countCopy(part);
            if (size + part > line.length) {
                line = Arrays.copyOf(line, (int) Math.min(Integer.MAX_VALUE - 8, 2L * (size + part)));
            }
            System.arraycopy(window, from, line, size, part);
            size += part;
            if (at < end) {
                at++;
                return Arrays.copyOf(line, size);
            }
        }
    }

    /// The error for the current opcode: what is wrong, then which opcode and where.
    MalformedPickleException fault(String what) {
        return new MalformedPickleException(Opcodes.nameOf(pickle.at(opcodeOffset) & 0xff) + ": " + what + " (byte "
                + opcodeOffset + " of the pickle)");
    }
}
