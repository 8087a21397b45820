package dev.ndwire.arrow.pandas;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.pickle.PickleBuffer;
import dev.ndwire.core.pickle.PickleReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Dataframes that pandas pickled: see `conformance/python/vectors/write_pandas_vectors.py`.
final class PickledFrames {
    private static final int ALIGNMENT = 64;

    private PickledFrames() {}

    /// The names in a list.
    static Stream<String> names(String list) {
        return new String(resource(list), StandardCharsets.UTF_8).lines();
    }

    static byte[] resource(String name) {
        try (InputStream in = PickledFrames.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A pickle and its buffers.
    record Parts(Frame pickle, List<PickleBuffer> buffers) {
        @Nullable
        Object value() {
            return PickleReader.standard().read(pickle, buffers);
        }
    }

    /// The parts of a pickle in memory of a lease.
    static Parts in(Lease lease, String name) {
        byte[] bytes = resource(name + ".pickled");
        MemorySegment all = lease.allocate(bytes.length, ALIGNMENT);
        all.copyFrom(MemorySegment.ofArray(bytes));
        return parts(all);
    }

    /// The parts of a pickle on the heap.
    static Parts onHeap(String name) {
        return parts(MemorySegment.ofArray(resource(name + ".pickled")));
    }

    private static Parts parts(MemorySegment all) {
        long count = all.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
        long at = (count + 1) * Long.BYTES;
        List<Frame> frames = new ArrayList<>();
        for (long i = 1; i <= count; i++) {
            at = (at + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            long size = all.get(ValueLayout.JAVA_LONG_UNALIGNED, i * Long.BYTES);
            frames.add(Frame.of(all.asSlice(at, size)));
            at += size;
        }
        return new Parts(
                frames.get(0),
                frames.stream()
                        .skip(1)
                        .map(frame -> new PickleBuffer(frame, false))
                        .toList());
    }
}
