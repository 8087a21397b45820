package dev.ndwire.ndarray.npy;

import dev.ndwire.core.file.AtomicFile;
import dev.ndwire.core.file.SegmentIo;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Adds to the end of a file's array: rows in C order, positions of the last axis in Fortran order. Both lie behind all
/// that is there, so that no byte of it moves.
///
/// Elements first, then the header, which alone says that they are there. What is behind the elements that the header
/// counts is the rest of an append that was broken off, and is written over, unless it is another array.
final class NpyAppend {
    private final Path file;
    private final NpyHeader old;
    private final NDArray added;
    private final NpyHeader grown;

    private NpyAppend(Path file, NpyHeader old, NDArray added) {
        this.file = file;
        this.old = old;
        this.added = added;
        this.grown = old.withShape(check());
    }

    static void append(Path file, NDArray added) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            NpyHeader old = NpyReader.readHeader(channel, file);
            NpyReader.refuseObjects(old, file.toString());
            NpyAppend append = new NpyAppend(file, old, added);
            append.refuseAnotherArray(channel);
            byte[] header = NpyHeaderWriter.toBytes(append.grown, old.dataByteOffset());
            if (header == null) {
                append.rewrite(channel);
            } else {
                append.inPlace(channel, header);
            }
        }
    }

    /// The shape that the file will have, if the array fits.
    private long[] check() {
        if (!added.dtype().equals(old.dtype())) {
            throw new IllegalArgumentException(
                    "array is of dtype " + added.dtype() + ", " + file + " is of dtype " + old.dtype());
        }
        long[] shape = old.shape();
        long[] more = added.shape();
        if (shape.length == 0) {
            throw new IllegalArgumentException(file + " has shape (), allowed are arrays with an axis to grow along");
        }
        int axis = old.fortranOrder() ? shape.length - 1 : 0;
        long[] expected = shape.clone();
        if (more.length == shape.length) {
            expected[axis] = more[axis];
        }
        if (!Arrays.equals(more, expected)) {
            throw new IllegalArgumentException("array has shape " + NpyHeader.text(more) + ", " + file + " has "
                    + NpyHeader.text(shape) + ": they may differ on axis " + axis + " alone");
        }
        try {
            shape[axis] = Math.addExact(shape[axis], more[axis]);
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException("axis " + axis + " of " + file + " would get " + shape[axis] + " and "
                    + more[axis] + " positions, allowed are " + Long.MAX_VALUE);
        }
        return shape;
    }

    private void refuseAnotherArray(FileChannel channel) throws IOException {
        long end = old.dataByteOffset() + old.dataByteSize();
        ByteBuffer next = ByteBuffer.allocate(NpyHeaderWriter.MAGIC.length);
        while (next.hasRemaining() && channel.read(next, end + next.position()) >= 0) {}
        if (Arrays.equals(next.array(), NpyHeaderWriter.MAGIC)) {
            throw new IllegalArgumentException(
                    file + " has another array behind the first (byte " + end + "), allowed is one");
        }
    }

    private void inPlace(FileChannel channel, byte[] header) throws IOException {
        long end = old.dataByteOffset() + old.dataByteSize();
        boolean done = false;
        try {
            channel.position(end);
            writeElements(channel);
            channel.truncate(channel.position());
            // On the disk before the header says so: a power cut leaves the array as it was, or whole.
            channel.force(true);
            ByteBuffer bytes = ByteBuffer.wrap(header);
            while (bytes.hasRemaining()) {
                channel.write(bytes, bytes.position());
            }
            done = true;
        } finally {
            if (!done && channel.isOpen()) {
                channel.truncate(end);
            }
        }
    }

    /// Through another file, where the header has no room for the longer shape: other writers leave none.
    private void rewrite(FileChannel channel) throws IOException {
        NpyHeader header = NpyHeaderWriter.describe(grown, null);
        AtomicFile.write(file, target -> {
            SegmentIo.write(target, header.toBytes());
            for (long at = 0; at < old.dataByteSize(); ) {
                at += channel.transferTo(old.dataByteOffset() + at, old.dataByteSize() - at, target);
            }
            writeElements(target);
        });
    }

    private void writeElements(FileChannel channel) throws IOException {
        new NpyWriter(channel).writeElements(added, old.dtype(), old.fortranOrder());
    }
}
