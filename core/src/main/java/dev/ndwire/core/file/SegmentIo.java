package dev.ndwire.core.file;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// Moves segments of any size and kind through channels.
public final class SegmentIo {
    /// One system call moves at most 2 GiB. Less costs nothing that could be measured, shows how far it is, and lets an
    /// interrupted thread off sooner.
    private static final long MAX_TRANSFER = 64L << 20;

    /// Heap memory passes through native memory in pieces of this size: the JDK would otherwise keep a native copy as
    /// large as the largest piece for each thread that ever wrote one.
    public static final long STAGING_BYTE_SIZE = 4L << 20;

    private SegmentIo() {}

    /// Writes bytes.
    ///
    /// @param channel where to; blocking
    /// @param bytes all of them are written
    /// @throws IOException if the channel fails
    public static void write(WritableByteChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /// Writes a segment.
    ///
    /// @param channel where to; blocking
    /// @param segment all of its bytes are written
    /// @throws IOException if the channel fails
    public static void write(WritableByteChannel channel, MemorySegment segment) throws IOException {
        if (segment.isNative()) {
            writeNative(channel, segment);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment staging = arena.allocate(Math.min(STAGING_BYTE_SIZE, segment.byteSize()));
            for (long offset = 0; offset < segment.byteSize(); offset += staging.byteSize()) {
                long piece = Math.min(staging.byteSize(), segment.byteSize() - offset);
                MemorySegment.copy(segment, offset, staging, 0, piece);
                writeNative(channel, staging.asSlice(0, piece));
            }
        }
    }

    private static void writeNative(WritableByteChannel channel, MemorySegment segment) throws IOException {
        for (long offset = 0; offset < segment.byteSize(); ) {
            ByteBuffer buffer = piece(segment, offset);
            while (buffer.hasRemaining()) {
                offset += channel.write(buffer);
            }
        }
    }

    /// Fills a segment.
    ///
    /// @param channel where from; blocking
    /// @param segment where to; it is filled to its end
    /// @throws EOFException if the channel ends before that
    /// @throws IOException if the channel fails
    public static void read(ReadableByteChannel channel, MemorySegment segment) throws IOException {
        if (segment.isNative()) {
            readNative(channel, segment);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment staging = arena.allocate(Math.min(STAGING_BYTE_SIZE, segment.byteSize()));
            for (long offset = 0; offset < segment.byteSize(); offset += staging.byteSize()) {
                long piece = Math.min(staging.byteSize(), segment.byteSize() - offset);
                readNative(channel, staging.asSlice(0, piece));
                MemorySegment.copy(staging, 0, segment, offset, piece);
            }
        }
    }

    private static void readNative(ReadableByteChannel channel, MemorySegment segment) throws IOException {
        for (long offset = 0; offset < segment.byteSize(); ) {
            ByteBuffer buffer = piece(segment, offset);
            while (buffer.hasRemaining()) {
                int count = channel.read(buffer);
                if (count < 0) {
                    throw new EOFException("channel ended after " + offset + " of " + segment.byteSize() + " bytes");
                }
                offset += count;
            }
        }
    }

    private static ByteBuffer piece(MemorySegment segment, long offset) {
        return segment.asSlice(offset, Math.min(MAX_TRANSFER, segment.byteSize() - offset))
                .asByteBuffer();
    }
}
