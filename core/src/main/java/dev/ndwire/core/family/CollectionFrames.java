package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collections whose elements are serialized one by one: one header for all, the elements' frames end to end.
///
/// ```text
///   is-collection    true
///   type-serialized  "list", "tuple", "set" or "dict"
///   sub-headers      one an element; a dict's carries its "key"
///   frame-lengths    how many frames each element has
/// ```
///
/// Source: `serialize` and `deserialize` of `distributed.protocol.serialize`.
final class CollectionFrames {
    private static final String IS_COLLECTION = "is-collection";
    private static final String SUB_HEADERS = "sub-headers";
    private static final String FRAME_LENGTHS = "frame-lengths";
    private static final String TYPE = "type-serialized";
    private static final String KEY = "key";

    /// How deep collections that are taken apart may nest: their headers nest twice as deep, and Python reads no more
    /// than 511 levels of these. What holds itself has no end.
    static final int MAX_DEPTH = 255;

    private CollectionFrames() {}

    /// Serializes or deserializes an element.
    interface Step<A extends @Nullable Object, B extends @Nullable Object> {
        B apply(A element);
    }

    static boolean isCollection(@Nullable Object value) {
        return value instanceof List || value instanceof Set || value instanceof Map;
    }

    static boolean isCollection(Header header) {
        return header.has(IS_COLLECTION);
    }

    /// The value that stands for all in the question whether a family handles what a collection holds: its first;
    /// null if that is nested too deep.
    static @Nullable Object firstLeaf(@Nullable Object value) {
        Object at = value;
        for (int depth = 0; at != null && isCollection(at); depth++) {
            if (depth == MAX_DEPTH) {
                return null;
            }
            Iterator<?> elements =
                    at instanceof Map<?, ?> map ? map.values().iterator() : ((Collection<?>) at).iterator();
            if (!elements.hasNext()) {
                return at;
            }
            at = elements.next();
        }
        return at;
    }

    static Serialized serialize(Object collection, Step<@Nullable Object, Serialized> step) {
        List<Header> headers = new ArrayList<>();
        List<Frame> frames = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        if (collection instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Serialized element = step.apply(entry.getValue());
                headers.add(element.header().with(KEY, entry.getKey()));
                frames.addAll(element.frames());
                lengths.add((long) element.frames().size());
            }
        } else {
            for (Object value : (Collection<?>) collection) {
                Serialized element = step.apply(value);
                headers.add(element.header());
                frames.addAll(element.frames());
                lengths.add((long) element.frames().size());
            }
        }
        Header header =
                Header.of(SUB_HEADERS, headers, IS_COLLECTION, true, FRAME_LENGTHS, lengths, TYPE, typeOf(collection));
        return new Serialized(header, frames);
    }

    private static String typeOf(Object collection) {
        if (collection instanceof Map) {
            return "dict";
        }
        if (collection instanceof Set) {
            return "set";
        }
        return collection instanceof PyTuple ? "tuple" : "list";
    }

    static Object deserialize(Serialized serialized, Step<Serialized, @Nullable Object> step) {
        Header header = serialized.header();
        String type = header.text(TYPE);
        List<?> headers = header.list(SUB_HEADERS);
        long[] lengths = header.integers(FRAME_LENGTHS);
        if (headers.size() != lengths.length) {
            throw new MalformedHeaderException("collection has " + headers.size() + " 'sub-headers' and "
                    + lengths.length + " 'frame-lengths', expected as many");
        }
        List<@Nullable Object> elements = new ArrayList<>(lengths.length);
        PyDict dict = new PyDict();
        int start = 0;
        for (int i = 0; i < lengths.length; i++) {
            int left = serialized.frames().size() - start;
            if (lengths[i] < 0 || lengths[i] > left) {
                throw new MalformedHeaderException(
                        "element " + i + " of a collection claims " + lengths[i] + " frames, " + left + " are left");
            }
            int end = start + (int) lengths[i];
            Header inner = Header.asHeader(headers.get(i), "header of element " + i + " of a collection");
            Object value = step.apply(new Serialized(inner, serialized.frames().subList(start, end)));
            if (type.equals("dict")) {
                put(dict, inner, value);
            } else {
                elements.add(value);
            }
            start = end;
        }
        return type.equals("dict") ? dict : ofType(type, elements);
    }

    private static void put(PyDict dict, Header inner, @Nullable Object value) {
        if (!inner.has(KEY)) {
            throw new MalformedHeaderException("header of a dict's value has no 'key'");
        }
        try {
            dict.put(inner.get(KEY), value);
        } catch (IllegalArgumentException e) {
            throw new MalformedHeaderException("a key of a dict is or holds a map", e);
        }
    }

    private static Object ofType(String type, List<@Nullable Object> elements) {
        return switch (type) {
            case "list" -> elements;
            case "tuple" -> PyTuple.copyOf(elements);
            case "set" -> asSet(elements);
            default ->
                throw new MalformedHeaderException(
                        "collection is of type '" + Header.excerpt(type) + "', expected list, tuple, set or dict");
        };
    }

    private static PySet asSet(List<@Nullable Object> elements) {
        try {
            return new PySet(elements);
        } catch (IllegalArgumentException e) {
            throw new MalformedHeaderException("an element of a set is or holds a map", e);
        }
    }
}
