package dev.ndwire.ndarray.npy;

import dev.ndwire.core.file.SegmentIo;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Index;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;

/// Writes one array behind its header, in the order that the header says.
final class NpyWriter {
    private final WritableByteChannel channel;

    NpyWriter(WritableByteChannel channel) {
        this.channel = channel;
    }

    void write(NpyHeader header, NDArray array) throws IOException {
        SegmentIo.write(channel, header.toBytes());
        writeElements(array, header.dtype(), header.fortranOrder());
    }

    /// Writes a header and the pickle that stands for elements.
    static void write(WritableByteChannel channel, NpyHeader header, Frame pickle) throws IOException {
        SegmentIo.write(channel, header.toBytes());
        for (MemorySegment segment : pickle.segments()) {
            SegmentIo.write(channel, segment);
        }
    }

    /// Writes the elements in one of the two orders: as they lie, gathered, or converted.
    void writeElements(NDArray array, DType dtype, boolean fortranOrder) throws IOException {
        NDArray inOrder = fortranOrder ? array.transpose() : array;
        if (isAsWritten(inOrder, dtype)) {
            SegmentIo.write(channel, inOrder.segment());
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            gather(inOrder, dtype, arena.allocate(Math.max(SegmentIo.STAGING_BYTE_SIZE, dtype.itemSize()), Long.BYTES));
        }
    }

    private static boolean isAsWritten(NDArray array, DType dtype) {
        return array.isCContiguous() && array.dtype().equals(dtype);
    }

    /// Writes the elements in C order, as many at a time as `staging` holds.
    private void gather(NDArray array, DType dtype, MemorySegment staging) throws IOException {
        long byteSize = array.size() * dtype.itemSize();
        if (isAsWritten(array, dtype)) {
            SegmentIo.write(channel, array.segment());
        } else if (byteSize <= staging.byteSize()) {
            MemorySegment piece = staging.asSlice(0, byteSize);
            fill(array, dtype, piece);
            SegmentIo.write(channel, piece);
        } else {
            // More than one element, so there is an axis to cut.
            long length = array.shape(0);
            long rows = staging.byteSize() / (byteSize / length);
            for (long start = 0; start < length; start += Math.max(rows, 1)) {
                gather(
                        rows <= 1
                                ? array.at(Index.at(start))
                                : array.slice(0, start, Math.min(length, start + rows), 1),
                        dtype,
                        staging);
            }
        }
    }

    private static void fill(NDArray array, DType dtype, MemorySegment piece) {
        if (array.dtype().equals(dtype)) {
            array.copyTo(piece);
            return;
        }
        if (dtype.isStruct()) {
            // What lies between fields is not converted, and must not be what was here before.
            piece.fill((byte) 0);
        }
        Casts.convert(
                new Strided(array.segment(), array.dtype(), array.layout()),
                Strided.contiguous(piece, dtype, array.shape(), Order.C));
    }
}
