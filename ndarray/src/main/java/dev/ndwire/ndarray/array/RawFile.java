package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Lays arrays over files that hold elements and nothing about them.
final class RawFile {
    private RawFile() {}

    static NDArray map(Path file, Arena arena, MapMode mode, long byteOffset, DType dtype, long... shape)
            throws IOException {
        if (byteOffset < 0) {
            throw new IllegalArgumentException("byte offset " + byteOffset + " is negative");
        }
        StandardOpenOption[] options = mode.equals(MapMode.READ_ONLY)
                ? new StandardOpenOption[] {StandardOpenOption.READ}
                : new StandardOpenOption[] {StandardOpenOption.READ, StandardOpenOption.WRITE};
        try (FileChannel channel = FileChannel.open(file, options)) {
            long fileByteSize = channel.size();
            long[] lengths = lengths(file, fileByteSize, byteOffset, dtype.itemSize(), shape);
            Layout layout = Layout.contiguous(lengths, dtype.itemSize(), Order.C);
            boolean isTooShort = layout.byteSize() > fileByteSize - byteOffset;
            if (isTooShort && !mode.equals(MapMode.READ_WRITE)) {
                throw new IllegalArgumentException(layout.byteSize() + " bytes of shape " + Shapes.text(lengths)
                        + " from byte " + byteOffset + " on are not in " + file + " of " + fileByteSize + " bytes");
            }
            MemorySegment segment = layout.byteSize() == 0
                    ? MemorySegment.NULL
                    : channel.map(mode, byteOffset, layout.byteSize(), arena);
            boolean isWriteable = !mode.equals(MapMode.READ_ONLY);
            return NDArray.wrap(segment, dtype, lengths, layout.byteStrides(), 0, isWriteable);
        }
    }

    private static long[] lengths(Path file, long fileByteSize, long byteOffset, long itemSize, long... shape) {
        if (Arrays.stream(shape).noneMatch(length -> length < 0)) {
            return shape;
        }
        long byteSize = fileByteSize - byteOffset;
        if (byteSize < 0 || itemSize == 0 || byteSize % itemSize != 0) {
            throw new IllegalArgumentException("the " + byteSize + " bytes from byte " + byteOffset + " on of " + file
                    + " are no multiple of the " + itemSize + " bytes of an element");
        }
        return Layout.contiguous(new long[] {byteSize / itemSize}, itemSize, Order.C)
                .resolveShape(shape);
    }
}
