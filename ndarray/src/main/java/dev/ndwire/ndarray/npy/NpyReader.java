package dev.ndwire.ndarray.npy;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.literal.LiteralWriter;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What reading a file and reading an archive's member have in common.
final class NpyReader {
    private NpyReader() {}

    /// Reads a header and checks that the file holds all elements.
    static NpyHeader readHeader(FileChannel channel, Path file) throws IOException {
        NpyHeader header = NpyHeader.read(channel, file.toString());
        checkSize(header, channel.size() - header.dataByteOffset(), file.toString());
        return header;
    }

    static void checkSize(NpyHeader header, long left, String source) {
        if (header.dataByteSize() > left) {
            throw new MalformedNpyException(source + ": shape " + NpyHeader.text(header.shape()) + " of "
                    + header.itemSize() + "-byte elements needs " + header.dataByteSize() + " bytes, " + left
                    + " are left (byte " + header.dataByteOffset() + ")");
        }
    }

    static void refuseObjects(NpyHeader header, String source) {
        if (header.hasObjects()) {
            throw new MalformedNpyException(source + ": descr " + LiteralWriter.repr(header.descr())
                    + " holds Python objects, of which there is a pickle: only readObjects reads it, with the"
                    + " PickleReader that it is given");
        }
    }

    /// Lays an array over its elements.
    static NDArray array(NpyHeader header, MemorySegment segment) {
        long[] shape = header.shape();
        Order order = header.fortranOrder() ? Order.F : Order.C;
        long[] byteStrides =
                Layout.contiguous(shape, header.dtype().itemSize(), order).byteStrides();
        return NDArray.wrap(segment, header.dtype(), shape, byteStrides, 0, true);
    }

    static @Nullable Object objects(NpyHeader header, MemorySegment pickle, PickleReader pickles, String source) {
        try {
            Object value = pickles.read(Frame.of(pickle));
            ObjectArray array = ObjectArray.ofPickled(header, value);
            return array == null ? value : array;
        } catch (MalformedException | IllegalArgumentException refused) {
            throw new MalformedNpyException(
                    source + ": pickle of objects: " + refused.getMessage() + " (byte " + header.dataByteOffset() + ")",
                    refused);
        }
    }
}
