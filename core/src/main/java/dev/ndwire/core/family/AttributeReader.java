package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.value.PyDict;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the attributes that [AttributeWriter], or Python, wrote: checks all places in the frames first, and opens what
/// is asked for.
final class AttributeReader {
    private final String owner;
    private final Context context;
    private final List<Frame> frames;
    private final Map<?, ?> simple;
    private final Map<?, ?> complex;
    private final Map<@Nullable Object, Place> places = new HashMap<>();

    /// Where an attribute lies.
    ///
    /// @param header its header
    /// @param start its first frame
    /// @param stop the frame after its last
    private record Place(Header header, int start, int stop) {}

    /// Makes a reader.
    ///
    /// @param owner what the attributes are of, for errors
    /// @param header the sub-header
    /// @param frames the frames
    /// @param context the context that the object is deserialized in
    /// @throws MalformedHeaderException if an attribute has no place in the frames, or shares it
    AttributeReader(String owner, Header header, List<Frame> frames, Context context) {
        this.owner = owner;
        this.context = context;
        this.frames = frames;
        this.simple = map(header.get(AttributeWriter.SIMPLE), AttributeWriter.SIMPLE);
        this.complex = map(header.get(AttributeWriter.COMPLEX), AttributeWriter.COMPLEX);
        int end = 0;
        for (Map.Entry<?, ?> entry : complex.entrySet()) {
            Place place = place(entry.getKey(), Header.asHeader(entry.getValue(), where(entry.getKey())), end);
            places.put(entry.getKey(), place);
            end = place.stop;
        }
    }

    // A frame has one owner: else a small header could have a large frame opened any number of times.
    private Place place(@Nullable Object name, Header attribute, int least) {
        if (simple.containsKey(name)) {
            throw new MalformedHeaderException(where(name) + " is both simple and complex");
        }
        long start = attribute.integer(AttributeWriter.START);
        long stop = attribute.integer(AttributeWriter.STOP);
        if (start < least || stop < start || stop > frames.size()) {
            throw new MalformedHeaderException(where(name) + " claims frames " + start + " to " + stop
                    + ", expected a part of " + least + " to " + frames.size());
        }
        Header inner = Header.asHeader(attribute.get(AttributeWriter.HEADER), "header of " + where(name));
        return new Place(inner, (int) start, (int) stop);
    }

    private Map<?, ?> map(@Nullable Object value, String key) {
        if (value instanceof Header header) {
            return header.toDict();
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new MalformedHeaderException(
                "'" + key + "' of " + owner + " is " + Header.nameOf(value) + ", expected a map");
    }

    private String where(@Nullable Object name) {
        return "attribute '" + Header.excerpt(name) + "' of " + owner;
    }

    /// Refuses attributes that are not known.
    ///
    /// @param known the names that are
    /// @throws MalformedHeaderException if there is another
    void requireOnly(Collection<String> known) {
        for (Map<?, ?> half : List.of(simple, complex)) {
            for (Object name : half.keySet()) {
                if (!(name instanceof String) || !known.contains(name)) {
                    throw new MalformedHeaderException(where(name) + " is unknown, expected " + known);
                }
            }
        }
    }

    /// Reads one attribute.
    ///
    /// @param name its name
    /// @return its value
    /// @throws MalformedHeaderException if it is not there
    @Nullable
    Object read(String name) {
        if (!simple.containsKey(name) && !complex.containsKey(name)) {
            PyDict present = new PyDict();
            present.putAll(simple);
            present.putAll(complex);
            throw new MalformedHeaderException(
                    owner + " has no attribute '" + name + "', only " + Header.excerpt(present.keySet()));
        }
        return value(name);
    }

    private @Nullable Object value(@Nullable Object name) {
        Place place = places.get(name);
        if (place == null) {
            return simple.get(name);
        }
        List<Frame> own = frames.subList(place.start, place.stop);
        if (place.header.has(AttributeWriter.NESTED_DICT)) {
            String dict = where(name);
            Header entries = Header.asHeader(place.header.get(AttributeWriter.NESTED_DICT), "'nested-dict' of " + dict);
            return new AttributeReader(dict, entries, own, context).dict();
        }
        return context.serialization().deserialize(new Serialized(place.header, own), context);
    }

    private PyDict dict() {
        PyDict dict = new PyDict(simple.size() + complex.size());
        dict.putAll(simple);
        for (Object name : complex.keySet()) {
            dict.put(name, value(name));
        }
        return dict;
    }
}
