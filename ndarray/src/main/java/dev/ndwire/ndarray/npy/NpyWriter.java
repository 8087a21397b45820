package dev.ndwire.ndarray.npy;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.shape.Index;
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
        writeElements(array, header.fortranOrder());
    }

    /// Writes a header and the pickle that stands for elements.
    static void write(WritableByteChannel channel, NpyHeader header, Frame pickle) throws IOException {
        SegmentIo.write(channel, header.toBytes());
        for (MemorySegment segment : pickle.segments()) {
            SegmentIo.write(channel, segment);
        }
    }

    /// Writes the elements in one of the two orders, as they lie or gathered.
    void writeElements(NDArray array, boolean fortranOrder) throws IOException {
        NDArray inOrder = fortranOrder ? array.transpose() : array;
        if (inOrder.isCContiguous()) {
            SegmentIo.write(channel, inOrder.segment());
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            gather(inOrder, arena.allocate(SegmentIo.STAGING_BYTE_SIZE));
        }
    }

    /// Writes the elements in C order, as many at a time as `staging` holds.
    private void gather(NDArray array, MemorySegment staging) throws IOException {
        if (array.isCContiguous()) {
            SegmentIo.write(channel, array.segment());
        } else if (array.byteSize() <= staging.byteSize()) {
            long byteSize = array.copyTo(staging);
            SegmentIo.write(channel, staging.asSlice(0, byteSize));
        } else {
            // Larger than the staging memory and not contiguous, so there is an axis to cut.
            long length = array.shape(0);
            long rows = staging.byteSize() / (array.byteSize() / length);
            for (long start = 0; start < length; start += Math.max(rows, 1)) {
                gather(
                        rows <= 1
                                ? array.at(Index.at(start))
                                : array.slice(0, start, Math.min(length, start + rows), 1),
                        staging);
            }
        }
    }
}
