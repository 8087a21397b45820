package dev.ndwire.core.pickle;

import dev.ndwire.core.frame.Frame;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Gathers a pickle's bytes, cut into frames as CPython cuts them.
///
/// A frame is closed at the first value that begins after 64 KiB of it, and before a payload of 64 KiB or more, which
/// stands between frames: here it is viewed, not copied. A frame of less than 4 bytes is written without its header.
final class PickleOutput {
    /// What CPython calls the target size of a frame; larger payloads stand outside of frames.
    static final int FRAME_BYTES = 64 << 10;

    private static final int MIN_FRAME_BYTES = 4;
    private static final int HEADER_BYTES = 9;
    private static final int NO_FRAME = -1;
    private static final int SMALL_BYTES = 256;

    private final List<Frame> parts = new ArrayList<>(1);
    private byte[] buffer = new byte[SMALL_BYTES];
    private int size;
    private int frameStart = NO_FRAME;

    PickleOutput(int protocol) {
        buffer[0] = (byte) Opcodes.PROTO;
        buffer[1] = (byte) protocol;
        size = 2;
    }

    private void room(int byteSize) {
        long needed = (long) size + byteSize + HEADER_BYTES;
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.toIntExact(Math.max(needed, 2L * buffer.length)));
        }
        if (frameStart == NO_FRAME) {
            frameStart = size;
            size += HEADER_BYTES;
        }
    }

    /// Called where a value begins.
    void boundary() {
        if (frameStart != NO_FRAME && size - frameStart - HEADER_BYTES >= FRAME_BYTES) {
            commitFrame();
        }
    }

    private void commitFrame() {
        if (frameStart == NO_FRAME) {
            return;
        }
        int body = size - frameStart - HEADER_BYTES;
        if (body >= MIN_FRAME_BYTES) {
            buffer[frameStart] = (byte) Opcodes.FRAME;
            putLong(frameStart + 1, body, 8);
        } else {
            System.arraycopy(buffer, frameStart + HEADER_BYTES, buffer, frameStart, body);
            size -= HEADER_BYTES;
        }
        frameStart = NO_FRAME;
        if (size >= FRAME_BYTES) {
            endPart(FRAME_BYTES + SMALL_BYTES);
        }
    }

    private void endPart(int nextBytes) {
        if (size > 0) {
            parts.add(Frame.of(MemorySegment.ofArray(buffer).asSlice(0, size)));
            buffer = new byte[nextBytes];
            size = 0;
        }
    }

    private void putLong(int at, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            buffer[at + i] = (byte) (value >>> (8 * i));
        }
    }

    void op(int opcode) {
        room(1);
        buffer[size++] = (byte) opcode;
    }

    /// An opcode and a little-endian argument.
    void op(int opcode, long argument, int argumentBytes) {
        room(1 + argumentBytes);
        buffer[size] = (byte) opcode;
        putLong(size + 1, argument, argumentBytes);
        size += 1 + argumentBytes;
    }

    /// More of the argument of the opcode before.
    void append(long value, int bytes) {
        room(bytes);
        putLong(size, value, bytes);
        size += bytes;
    }

    /// A payload that stands in the frame whatever its size.
    void inFrame(int opcode, int sizeBytes, byte[] payload) {
        op(opcode, payload.length, sizeBytes);
        room(payload.length);
        System.arraycopy(payload, 0, buffer, size, payload.length);
        size += payload.length;
    }

    void bigEndian64(long bits) {
        op(Opcodes.BINFLOAT, Long.reverseBytes(bits), 8);
    }

    /// An opcode, the size of its payload, and the payload, which is not to be changed any more.
    void payload(int opcode, int sizeBytes, byte[] payload) {
        if (payload.length >= FRAME_BYTES) {
            payload(opcode, sizeBytes, Frame.of(payload));
            return;
        }
        inFrame(opcode, sizeBytes, payload);
    }

    /// The same for a payload that is viewed if it is large.
    void payload(int opcode, int sizeBytes, Frame payload) {
        if (payload.byteSize() < FRAME_BYTES) {
            int byteSize = (int) payload.byteSize();
            op(opcode, byteSize, sizeBytes);
            room(byteSize);
            payload.copyTo(MemorySegment.ofArray(buffer).asSlice(size, byteSize));
            size += byteSize;
            return;
        }
        commitFrame();
        // Not inside a frame: no room is made for a header.
        frameStart = size;
        op(opcode, payload.byteSize(), sizeBytes);
        frameStart = NO_FRAME;
        endPart(SMALL_BYTES);
        parts.add(payload);
    }

    /// Ends the pickle.
    Frame end() {
        op(Opcodes.STOP);
        commitFrame();
        endPart(0);
        return Frame.join(parts);
    }
}
