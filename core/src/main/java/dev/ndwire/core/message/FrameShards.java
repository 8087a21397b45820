package dev.ndwire.core.message;

import dev.ndwire.core.compress.Codec;
import dev.ndwire.core.compress.FrameCompression;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.memory.Lease;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts the frames of objects into shards, compresses those that it pays for, and notes both in their headers.
///
/// ```text
///   split-num-sub-frames  into how many each frame was cut
///   split-offsets         where its first one is
///   compression           of each shard: nil or the name of a codec
/// ```
///
/// A frame that its family gave with a compression of its own in the header's `compression` is left as it is. Sources:
/// `serialize_and_split` of `distributed.protocol.serialize`, `dumps` of `distributed.protocol.core`.
final class FrameShards implements AutoCloseable {
    static final String COUNTS = "split-num-sub-frames";
    static final String OFFSETS = "split-offsets";
    static final String COMPRESSION = "compression";

    // The columns of one whole frame are always the same.
    private static final long[] ONE = {1};
    private static final long[] ZERO = {0};

    private final Context context;
    private final WriteOptions options;
    private @Nullable FrameCompression compression;
    private @Nullable Lease scratch;

    FrameShards(Context context, WriteOptions options) {
        this.context = context;
        this.options = options;
    }

    /// Cuts and compresses the frames of an object.
    ///
    /// @param serialized header and frames, as a family gave them
    /// @return the same object with other frames and the columns that say so
    Serialized shard(Serialized serialized) {
        List<Frame> frames = serialized.frames();
        List<? extends @Nullable Object> given = given(serialized);
        boolean whole = options.shardByteSize() == Long.MAX_VALUE;
        if (whole && given == null && context.compression() == null) {
            return new Serialized(columns(serialized.header(), frames.size()), frames);
        }
        long[] counts = new long[frames.size()];
        long[] offsets = new long[frames.size()];
        List<Frame> shards = new ArrayList<>(frames.size());
        List<@Nullable Object> names = new ArrayList<>(frames.size());
        for (int i = 0; i < counts.length; i++) {
            Frame frame = frames.get(i);
            Object name = given == null ? null : given.get(i);
            offsets[i] = shards.size();
            shards.addAll(
                    whole || name != null
                            ? List.of(frame)
                            : frame.split(options.shardByteSize(), frame.itemByteSize()));
            counts[i] = shards.size() - offsets[i];
            while (names.size() < shards.size()) {
                names.add(name);
            }
        }
        compress(shards, names);
        Header header =
                serialized.header().with(COUNTS, counts).with(OFFSETS, offsets).with(COMPRESSION, names);
        return new Serialized(header, shards);
    }

    /// Compresses frames that are not cut, such as the buffers of a pickle.
    ///
    /// @param frames the frames; those that were compressed are replaced
    /// @return for each of them the name of a codec, or null
    List<@Nullable Object> compress(List<Frame> frames) {
        List<@Nullable Object> names = new ArrayList<>(Arrays.asList(new Object[frames.size()]));
        compress(frames, names);
        return names;
    }

    private void compress(List<Frame> frames, List<@Nullable Object> names) {
        String name = context.compression();
        if (name == null) {
            return;
        }
        for (int i = 0; i < frames.size(); i++) {
            FrameCompression at = compression(name);
            Frame compressed = names.get(i) == null ? at.compress(frames.get(i)) : null;
            if (compressed != null) {
                frames.set(i, compressed);
                names.set(i, at.codec().name());
            }
        }
    }

    private FrameCompression compression(String name) {
        FrameCompression present = compression;
        if (present == null) {
            scratch = Lease.beside(context.memory());
            compression =
                    present = new FrameCompression(Codec.named(name), options.sampling(), context.memory(), scratch);
        }
        return present;
    }

    private static @Nullable List<? extends @Nullable Object> given(Serialized serialized) {
        Header header = serialized.header();
        if (header.get(COMPRESSION) == null) {
            return null;
        }
        List<? extends @Nullable Object> given = header.list(COMPRESSION);
        if (given.isEmpty()) {
            return null;
        }
        if (given.size() != serialized.frames().size()) {
            throw new SerializationException("a family gave " + given.size() + " compressions for "
                    + serialized.frames().size() + " frames");
        }
        return given;
    }

    private static Header columns(Header header, int count) {
        long[] ones = ONE;
        long[] offsets = ZERO;
        if (count != 1) {
            ones = new long[count];
            Arrays.fill(ones, 1);
            offsets = new long[count];
            Arrays.setAll(offsets, i -> i);
        }
        return header.with(COUNTS, ones).with(OFFSETS, offsets).with(COMPRESSION, Arrays.asList(new Object[count]));
    }

    /// Gives back what was needed to compress; compressed frames stay.
    @Override
    public void close() {
        if (scratch != null) {
            scratch.close();
        }
    }
}
