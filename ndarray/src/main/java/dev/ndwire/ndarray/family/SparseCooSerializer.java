package dev.ndwire.ndarray.family;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.family.UnsupportedValueException;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.packages.SparseCoo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `sparse.COO` in the `dask` family.
///
/// ```text
///   coords-header   the whole header of the coordinates
///   data-header     the whole header of the values
///   shape           the lengths of the axes
///   nframes         how many frames are the coordinates', how many the values'
/// ```
public final class SparseCooSerializer implements TypeSerializer<SparseCoo> {
    private static final String COORDS_HEADER = "coords-header";
    private static final String DATA_HEADER = "data-header";
    private static final String SHAPE = "shape";
    private static final String FRAME_COUNTS = "nframes";

    /// Makes the serializer; it holds nothing.
    public SparseCooSerializer() {}

    @Override
    public Class<SparseCoo> javaType() {
        return SparseCoo.class;
    }

    @Override
    public String pythonType() {
        return "sparse.numba_backend._coo.core.COO";
    }

    @Override
    public Serialized serialize(SparseCoo value, Context context) {
        Serialized coords = context.serialization().serialize(value.coords(), context);
        Serialized data = context.serialization().serialize(value.data(), context);
        long[] shape = new long[Math.toIntExact(value.shape().size())];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = value.shape().getLong(i);
        }
        Header header = Header.of(
                COORDS_HEADER, coords.header(), DATA_HEADER, data.header(), SHAPE, shape, FRAME_COUNTS, new long[] {
                    coords.frames().size(), data.frames().size()
                });
        List<Frame> frames = new ArrayList<>(coords.frames());
        frames.addAll(data.frames());
        return new Serialized(header, frames);
    }

    @Override
    public SparseCoo deserialize(Header header, List<Frame> frames, Context context) {
        long[] counts = header.integers(FRAME_COUNTS);
        if (counts.length != 2 || counts[0] < 0 || counts[0] > frames.size()) {
            throw new MalformedHeaderException(
                    "header key 'nframes' does not cut the " + frames.size() + " frames of a sparse array into two");
        }
        int split = (int) counts[0];
        NDArray coords = array(header.header(COORDS_HEADER), frames.subList(0, split), context);
        NDArray data = array(header.header(DATA_HEADER), frames.subList(split, frames.size()), context);
        try {
            return new SparseCoo(coords, data, NDArray.of(header.integers(SHAPE)));
        } catch (IllegalArgumentException e) {
            throw new MalformedHeaderException(String.valueOf(e.getMessage()), e);
        }
    }

    /// An array inside another object, with a whole header of its own.
    static NDArray array(Header header, List<Frame> frames, Context context) {
        @Nullable Object value = context.serialization().deserialize(new Serialized(header, frames), context);
        if (value instanceof NDArray array) {
            return array;
        }
        throw new UnsupportedValueException("an object whose array is " + Header.excerpt(value));
    }
}
