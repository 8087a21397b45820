package dev.ndwire.core.comm.shm;

import dev.ndwire.core.wire.MalformedWireException;
import dev.ndwire.core.wire.WireLimits;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Where the frames of a message are: the first frame on the socket, before those that go over it as they are.
///
/// ```text
///   byte 0       8       16                    16+32m                16+32m+24n
///        ┌───────┬───────┬─────────────────────┬─────────────────────┐
///        │ m u64 │ n u64 │ m × files           │ n × frames          │
///        └───────┴───────┴─────────────────────┴─────────────────────┘
///   file:  number, 1 if it may be written to, byteOffset, byteSize    4 × u64
///   frame: byteSize, file from 1 on or 0, byteOffset                  3 × u64
/// ```
///
/// All integers are little-endian. Files are numbered by their sender from 0 on, over all messages of a connection, and
/// the number is all that is said of a file's name. Of a file, the bytes from `byteOffset` on count, and there a frame
/// begins at its own `byteOffset`. A frame of file 0 follows on the socket.
///
/// @param files what is to be mapped
/// @param frames the frames of the message
record HandOver(List<SharedFile> files, List<Part> frames) {
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int HEAD_BYTES = 16;
    private static final int FILE_BYTES = 32;
    private static final int PART_BYTES = 24;

    /// A part of a shared file.
    record SharedFile(long number, boolean isWriteable, long byteOffset, long byteSize) {}

    /// A frame. In no file, it follows on the socket.
    record Part(long byteSize, int file, long byteOffset) {
        boolean isInFile() {
            return file > 0;
        }
    }

    /// The most bytes that it takes for a message within limits.
    static long maxByteSize(WireLimits limits) {
        return HEAD_BYTES + (long) (FILE_BYTES + PART_BYTES) * limits.maxFrames();
    }

    byte[] encode() {
        byte[] bytes = new byte
                [Math.addExact(
                        HEAD_BYTES,
                        Math.addExact(
                                Math.multiplyExact(FILE_BYTES, files.size()),
                                Math.multiplyExact(PART_BYTES, frames.size())))];
        MemorySegment target = MemorySegment.ofArray(bytes);
        long at = put(target, 0, files.size(), frames.size());
        for (SharedFile file : files) {
            at = put(target, at, file.number, file.isWriteable ? 1 : 0, file.byteOffset, file.byteSize);
        }
        for (Part part : frames) {
            at = put(target, at, part.byteSize, part.file, part.byteOffset);
        }
        return bytes;
    }

    private static long put(MemorySegment target, long at, long... values) {
        for (int i = 0; i < values.length; i++) {
            target.set(U64, at + (long) i * Long.BYTES, values[i]);
        }
        return at + (long) values.length * Long.BYTES;
    }

    /// Reads and checks what a peer says, before anything is believed.
    ///
    /// @param bytes the frame
    /// @param firstNumber which number its first file must have
    /// @param limits how many frames, and how many bytes in them, are allowed
    static HandOver decode(byte[] bytes, long firstNumber, WireLimits limits) {
        MemorySegment source = MemorySegment.ofArray(bytes);
        if (bytes.length < HEAD_BYTES) {
            throw new MalformedWireException(
                    "places of shared frames take " + bytes.length + " bytes, expected at least " + HEAD_BYTES, 0);
        }
        long fileCount = source.get(U64, 0);
        long frameCount = source.get(U64, Long.BYTES);
        if (frameCount < 1 || frameCount > limits.maxFrames()) {
            throw new MalformedWireException(
                    "frame count " + Long.toUnsignedString(frameCount) + " is none of 1 to maxFrames="
                            + limits.maxFrames(),
                    Long.BYTES);
        }
        if (fileCount < 0
                || fileCount > frameCount
                || bytes.length != HEAD_BYTES + fileCount * FILE_BYTES + frameCount * PART_BYTES) {
            throw new MalformedWireException(
                    "places of " + frameCount + " frames in " + Long.toUnsignedString(fileCount)
                            + " shared files cannot take " + bytes.length + " bytes",
                    0);
        }
        List<SharedFile> files = new ArrayList<>((int) fileCount);
        long at = HEAD_BYTES;
        for (int i = 0; i < fileCount; i++, at += FILE_BYTES) {
            files.add(file(source, at, firstNumber + i));
        }
        List<Part> frames = new ArrayList<>((int) frameCount);
        long left = limits.maxByteSize();
        for (int i = 0; i < frameCount; i++, at += PART_BYTES) {
            Part part = part(source, at, i, files);
            if (part.byteSize > left) {
                throw new MalformedWireException(
                        "frame " + i + " claims " + part.byteSize + " bytes, maxByteSize=" + limits.maxByteSize()
                                + " leaves " + left,
                        at);
            }
            left -= part.byteSize;
            frames.add(part);
        }
        return new HandOver(files, frames);
    }

    private static SharedFile file(MemorySegment source, long at, long expected) {
        long number = source.get(U64, at);
        long flags = source.get(U64, at + 8);
        long byteOffset = source.get(U64, at + 16);
        long byteSize = source.get(U64, at + 24);
        if (number != expected) {
            throw new MalformedWireException(
                    "shared file has number " + Long.toUnsignedString(number) + ", expected " + expected, at);
        }
        if (flags < 0 || flags > 1) {
            throw new MalformedWireException(
                    "shared file " + number + " has flags " + Long.toUnsignedString(flags) + ", expected 0 or 1",
                    at + 8);
        }
        if (byteOffset < 0 || byteSize < 1 || byteSize > Long.MAX_VALUE - byteOffset) {
            throw new MalformedWireException(
                    "shared file " + number + " has " + Long.toUnsignedString(byteSize) + " bytes from "
                            + Long.toUnsignedString(byteOffset) + " on, expected at least 1 from 0 on",
                    at + 16);
        }
        return new SharedFile(number, flags == 1, byteOffset, byteSize);
    }

    private static Part part(MemorySegment source, long at, int index, List<SharedFile> files) {
        long byteSize = source.get(U64, at);
        long file = source.get(U64, at + 8);
        long byteOffset = source.get(U64, at + 16);
        if (file < 0 || file > files.size()) {
            throw new MalformedWireException(
                    "frame " + index + " is in shared file " + Long.toUnsignedString(file) + " of " + files.size(),
                    at + 8);
        }
        long room = file == 0 ? Long.MAX_VALUE : files.get((int) file - 1).byteSize;
        if (byteSize < 0 || byteOffset < 0 || byteSize > room - byteOffset || (file == 0 && byteOffset > 0)) {
            throw new MalformedWireException(
                    "frame " + index + " has " + Long.toUnsignedString(byteSize) + " bytes from "
                            + Long.toUnsignedString(byteOffset) + " on, its place has " + room,
                    at);
        }
        return new Part(byteSize, (int) file, byteOffset);
    }
}
