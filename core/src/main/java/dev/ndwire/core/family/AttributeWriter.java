package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.pickle.BareGlobal;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the attributes of one object, or the entries of one dict, as `docs/format/families.md` has it: small ones
/// into the header, all others as headers of their own and frames.
final class AttributeWriter {
    static final String SIMPLE = "simple";
    static final String COMPLEX = "complex";
    static final String TYPE = "type-serialized";
    static final String HEADER = "header";
    static final String START = "start";
    static final String STOP = "stop";
    static final String NESTED_DICT = "nested-dict";

    private static final Bytes DICT = BareGlobal.of("dict").toPickle();
    // Each takes four of the 512 levels that a header may have.
    private static final int MAX_DEPTH = 100;
    // As in messages: larger byte strings travel in a frame.
    private static final int MAX_SIMPLE_BYTES = 64 << 10;
    private static final ScopedValue<Integer> DEPTH = ScopedValue.newInstance();

    private final Context context;
    private final String family;
    private final int depth;
    private final PyDict simple = new PyDict();
    private final PyDict complex = new PyDict();
    private final List<Frame> frames = new ArrayList<>();

    private AttributeWriter(Context context, String family, int depth) {
        this.context = context;
        this.family = family;
        this.depth = depth;
    }

    /// Puts attributes.
    @FunctionalInterface
    interface Source {
        void putAll(AttributeWriter writer);
    }

    /// Writes an object.
    ///
    /// @param context the context that the object is serialized in
    /// @param type the object's type as a pickle, or null in the family `jvm`
    /// @param source puts the attributes
    /// @return sub-header and frames
    static Serialized write(Context context, @Nullable Bytes type, Source source) {
        int depth = DEPTH.orElse(0) + 1;
        String family = type == null ? JvmFamily.NAME : DaskFamily.NAME;
        AttributeWriter writer = new AttributeWriter(context, family, depth);
        checkDepth(depth);
        ScopedValue.where(DEPTH, depth).run(() -> source.putAll(writer));
        return writer.end(type);
    }

    private static void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new SerializationException(
                    "object holds itself, or nests deeper than " + MAX_DEPTH + " objects and maps");
        }
    }

    /// Puts an attribute.
    void put(@Nullable Object name, @Nullable Object value) {
        Object known = value instanceof byte[] bytes ? Bytes.of(bytes) : value;
        if (isSimple(known, 0)) {
            simple.put(name, known);
            return;
        }
        Serialized inner = known instanceof Map<?, ?> map
                ? nested(map)
                : context.serialization().serialize(known, context);
        long start = frames.size();
        frames.addAll(inner.frames());
        complex.put(name, Header.of(HEADER, inner.header(), START, start, STOP, (long) frames.size()));
    }

    private Serialized nested(Map<?, ?> map) {
        checkDepth(depth + 1);
        AttributeWriter writer = new AttributeWriter(context, family, depth + 1);
        ScopedValue.where(DEPTH, depth + 1).run(() -> map.forEach(writer::put));
        Serialized entries = writer.end(family.equals(DaskFamily.NAME) ? DICT : null);
        return new Serialized(Header.of(NESTED_DICT, entries.header()), entries.frames());
    }

    private Serialized end(@Nullable Bytes type) {
        Header header = type == null
                ? Header.of("serializer", family, SIMPLE, simple, COMPLEX, complex)
                : Header.of("serializer", family, TYPE, type, SIMPLE, simple, COMPLEX, complex);
        return new Serialized(header, frames);
    }

    /// Whether msgpack holds a value without loss, but that lists come back as tuples.
    private static boolean isSimple(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            // Left to other families: pickle writes what holds itself.
            return false;
        }
        if (value == null || value instanceof String || value instanceof Boolean) {
            return true;
        }
        if (value instanceof BigInteger number) {
            return number.bitLength() <= (number.signum() < 0 ? 63 : 64);
        }
        if (value instanceof Bytes bytes) {
            return bytes.size() <= MAX_SIMPLE_BYTES;
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(element -> isSimple(element, depth + 1));
        }
        if (value instanceof Map<?, ?> map) {
            return map.keySet().stream().allMatch(String.class::isInstance)
                    && map.values().stream().allMatch(element -> isSimple(element, depth + 1));
        }
        return value instanceof Long
                || value instanceof Double
                || value instanceof Integer
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte;
    }
}
