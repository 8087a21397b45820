package dev.ndwire.core.family;

import dev.ndwire.core.family.TypeRegistry.Entry;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.pickle.BareGlobal;
import dev.ndwire.core.value.PyDict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The family `dask`: one serializer a type, chosen by class when writing and by Python type name when reading.
///
/// The header is `{"sub-header": …, "type": …, "type-serialized": …}`; `type-serialized`, which decides when reading,
/// is matched as a bare global, so no pickle is opened for it. A class whose nearest serializer has no Python type is
/// left to [JvmFamily]. An object that Java has no type for is kept whole: a [Serialized], which goes back as it came.
final class DaskFamily implements Family {
    static final String NAME = "dask";
    private static final List<String> OF_THE_WAY =
            List.of("split-num-sub-frames", "split-offsets", "compression", "num-sub-frames", "key");

    private final TypeRegistry types;

    DaskFamily(TypeRegistry types) {
        this.types = types;
    }

    TypeRegistry types() {
        return types;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public @Nullable Serialized serialize(@Nullable Object value, Context context) {
        if (value == null) {
            return null;
        }
        Entry<?> entry = types.nearest(value.getClass());
        if (entry == null || entry.python() == null) {
            return null;
        }
        Serialized inner = entry.serialize(value, context);
        Header header = Header.of(
                "sub-header", inner.header(), "type", entry.python().typeName(), "type-serialized", entry.typePickle());
        return new Serialized(header, inner.frames());
    }

    @Override
    public @Nullable Object deserialize(Header header, List<Frame> frames, Context context) {
        String pythonType = BareGlobal.parse(header.bytes("type-serialized")).qualified();
        Entry<?> entry = types.ofPython(pythonType);
        try {
            return entry == null
                    ? whole(header, frames)
                    : entry.serializer().deserialize(header.header("sub-header"), frames, context);
        } catch (UnsupportedValueException e) {
            return whole(header, frames);
        }
    }

    /// The object as it came, but for how its frames were cut, packed and counted on the way: they are whole now.
    static Serialized whole(Header header, List<Frame> frames) {
        PyDict entries = header.toDict();
        OF_THE_WAY.forEach(entries::remove);
        return new Serialized(Header.copyOf(entries), frames);
    }
}
