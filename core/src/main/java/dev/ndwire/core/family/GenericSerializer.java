package dev.ndwire.core.family;

import dev.ndwire.core.family.Attributes.Attribute;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.pickle.BareGlobal;
import dev.ndwire.core.value.Bytes;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes objects of one class apart into attributes, and rebuilds them through their constructor.
///
/// The attributes of a record are its components. Those of another class are the fields that its constructor takes:
/// they are named when the class is registered, or the class has one constructor whose parameters have the names and
/// types of fields, compiled with `-parameters`. Fields of superclasses count; what the constructor does not take does
/// not travel.
///
/// What msgpack holds goes into the header: null, booleans, numbers, texts, byte strings up to 64 KiB, lists and maps
/// of such. All else, such as arrays, other objects and maps that hold them, is serialized by [Context#serialization]
/// and goes into frames of its own. Both ends find a list in the header as a tuple, which is a list in Java.
///
/// With a Python type, bytes are those of `register_generic` in Python: there an attribute of each name stands in the
/// object's `__dict__`. Immutable, safe for use by several threads; each `with…` gives a new value.
///
/// @param <T> the Java type
public final class GenericSerializer<T> implements TypeSerializer<T> {
    private final Class<T> javaType;
    private final @Nullable String pythonType;
    private final @Nullable Bytes typePickle;
    private final Attributes<T> attributes;
    private final Map<String, String> renamed;
    private final Set<String> ignored;
    // In the order of the attributes; then what is ignored.
    private final Set<String> known;

    private GenericSerializer(
            Class<T> javaType,
            @Nullable String pythonType,
            Attributes<T> attributes,
            Map<String, String> renamed,
            Set<String> ignored) {
        this.javaType = javaType;
        this.pythonType = pythonType;
        this.typePickle = pythonType == null ? null : BareGlobal.of(pythonType).toPickle();
        this.attributes = attributes;
        this.renamed = Map.copyOf(renamed);
        this.ignored = Set.copyOf(ignored);
        this.known = new LinkedHashSet<>();
        for (Attribute attribute : attributes.all()) {
            if (!known.add(nameOf(attribute))) {
                throw new IllegalArgumentException(
                        javaType.getName() + " would have two attributes named '" + nameOf(attribute) + "'");
            }
        }
        known.addAll(ignored);
    }

    static <T> GenericSerializer<T> of(
            Class<T> type, @Nullable String pythonType, MethodHandles.Lookup lookup, String... fields) {
        return new GenericSerializer<>(
                type, pythonType, Attributes.of(type, lookup, fields), Map.of(), new LinkedHashSet<>());
    }

    private String nameOf(Attribute attribute) {
        return renamed.getOrDefault(attribute.name(), attribute.name());
    }

    /// Gives an attribute another name outside of Java.
    ///
    /// @param javaName the record component or field, such as `birthYear`
    /// @param name its name in headers and in Python, such as `birth_year`
    /// @return a new serializer
    /// @throws IllegalArgumentException if there is no such attribute, or two would have one name
    public GenericSerializer<T> withName(String javaName, String name) {
        List<String> names = attributes.all().stream().map(Attribute::name).toList();
        if (!names.contains(javaName)) {
            throw new IllegalArgumentException(
                    javaType.getName() + " has no attribute '" + javaName + "', only " + names);
        }
        Map<String, String> more = new HashMap<>(renamed);
        more.put(javaName, name);
        return new GenericSerializer<>(javaType, pythonType, attributes, more, ignored);
    }

    /// Drops attributes that the other side has and the Java class has not; without this they are refused.
    ///
    /// @param names their names in headers
    /// @return a new serializer
    public GenericSerializer<T> ignoring(String... names) {
        Set<String> more = new LinkedHashSet<>(ignored);
        more.addAll(List.of(names));
        return new GenericSerializer<>(javaType, pythonType, attributes, renamed, more);
    }

    @Override
    public Class<T> javaType() {
        return javaType;
    }

    @Override
    public @Nullable String pythonType() {
        return pythonType;
    }

    @Override
    public Serialized serialize(T value, Context context) {
        return AttributeWriter.write(context, typePickle, writer -> {
            for (Attribute attribute : attributes.all()) {
                writer.put(nameOf(attribute), attributes.read(attribute, value));
            }
        });
    }

    @Override
    public T deserialize(Header header, List<Frame> frames, Context context) {
        String owner = pythonType == null ? javaType.getName() : pythonType;
        if (pythonType != null) {
            requireType(BareGlobal.parse(header.bytes(AttributeWriter.TYPE)));
        }
        AttributeReader reader = new AttributeReader(owner, header, frames, context);
        reader.requireOnly(known);
        List<@Nullable Object> values = new ArrayList<>();
        for (Attribute attribute : attributes.all()) {
            String name = nameOf(attribute);
            String where = "attribute '" + name + "' of " + owner;
            values.add(AttributeType.convert(reader.read(name), attribute.type(), where));
        }
        return attributes.construct(values.toArray());
    }

    private void requireType(BareGlobal found) {
        if (pythonType != null && !found.equals(BareGlobal.of(pythonType))) {
            throw new MalformedHeaderException(
                    "attributes are of a " + Header.excerpt(found.qualified()) + ", expected " + pythonType);
        }
    }
}
