package dev.ndwire.core.family;

import dev.ndwire.core.header.Header;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// Which families there are, which of them write, and which may be read: an immutable value.
///
/// Each `with…` gives a new value; nothing is registered globally. Safe for use by several threads.
public final class Serialization {
    private final Map<String, Family> families;
    private final List<String> serializers;
    private final List<String> deserializers;

    private Serialization(Map<String, Family> families, List<String> serializers, List<String> deserializers) {
        this.families = families;
        this.serializers = serializers;
        this.deserializers = deserializers;
    }

    /// The families of ndwire with every [TypeSerializer] and [Family] that a [ServiceLoader] finds.
    ///
    /// Writes with `dask`, then `msgpack`; reads every family.
    ///
    /// @return a value that is made once and shared
    /// @throws IllegalArgumentException if two services serialize the same type
    public static Serialization standard() {
        return Standard.VALUE;
    }

    private static final class Standard {
        static final Serialization VALUE = load();

        private static Serialization load() {
            List<TypeSerializer<?>> types = new ArrayList<>();
            types.add(new BytesSerializer());
            for (TypeSerializer<?> found :
                    ServiceLoader.load(TypeSerializer.class, Serialization.class.getClassLoader())) {
                types.add(found);
            }
            Map<String, Family> families = new LinkedHashMap<>();
            for (Family family : List.of(new DaskFamily(types), new MsgpackFamily(), new ErrorFamily())) {
                families.put(family.name(), family);
            }
            Serialization value = new Serialization(
                    families, List.of(DaskFamily.NAME, MsgpackFamily.NAME), List.copyOf(families.keySet()));
            for (Family found : ServiceLoader.load(Family.class, Serialization.class.getClassLoader())) {
                value = value.with(found);
            }
            return value;
        }
    }

    /// Adds a serializer of a type to the `dask` family.
    ///
    /// @param serializer the serializer
    /// @return a new value
    /// @throws IllegalArgumentException if its Java type or its Python type has one already
    public Serialization with(TypeSerializer<?> serializer) {
        if (!(families.get(DaskFamily.NAME) instanceof DaskFamily dask)) {
            throw new IllegalArgumentException("family 'dask' has been replaced and takes no type serializers");
        }
        Map<String, Family> more = new LinkedHashMap<>(families);
        more.put(DaskFamily.NAME, dask.with(serializer));
        return new Serialization(more, serializers, deserializers);
    }

    /// Adds a family, which then may be read and is asked last when writing.
    ///
    /// @param family the family
    /// @return a new value
    /// @throws IllegalArgumentException if there is one of its name already
    public Serialization with(Family family) {
        Map<String, Family> more = new LinkedHashMap<>(families);
        if (more.putIfAbsent(family.name(), family) != null) {
            throw new IllegalArgumentException("a family named '" + family.name() + "' is registered already");
        }
        return new Serialization(more, append(serializers, family.name()), append(deserializers, family.name()));
    }

    private static List<String> append(List<String> names, String name) {
        List<String> more = new ArrayList<>(names);
        more.add(name);
        return List.copyOf(more);
    }

    /// Chooses the families that write, in the order in which they are asked.
    ///
    /// @param names names of families
    /// @return a new value
    /// @throws IllegalArgumentException if there is no family of a name
    public Serialization writing(String... names) {
        return new Serialization(families, known(names), deserializers);
    }

    /// Chooses the families that may be read; all others are refused by name.
    ///
    /// @param names names of families
    /// @return a new value
    /// @throws IllegalArgumentException if there is no family of a name
    public Serialization accepting(String... names) {
        return new Serialization(families, serializers, known(names));
    }

    private List<String> known(String... names) {
        for (String name : names) {
            if (!families.containsKey(name)) {
                throw new IllegalArgumentException("there is no family '" + name + "', only " + families.keySet());
            }
        }
        return List.of(names);
    }

    /// The families that write, in the order in which they are asked.
    ///
    /// @return an unmodifiable list of names
    public List<String> serializers() {
        return serializers;
    }

    /// The families that may be read.
    ///
    /// @return an unmodifiable list of names
    public List<String> deserializers() {
        return deserializers;
    }

    /// Serializes outside of any connection; what must be gathered is freed by the garbage collector.
    ///
    /// @param value the object
    /// @return its header and frames; the frames of a contiguous array are the array's own memory
    /// @throws SerializationException if no family takes it
    public Serialized serialize(@Nullable Object value) {
        return serialize(value, Context.local());
    }

    /// Serializes.
    ///
    /// @param value the object; a [Serialized] is passed through, a [Serialize] unwrapped
    /// @param context what is known about the journey
    /// @return its header, with the family's name under `serializer`, and frames
    /// @throws SerializationException if no family takes it
    public Serialized serialize(@Nullable Object value, Context context) {
        if (value instanceof Serialized already) {
            return already;
        }
        Object bare = value instanceof Serialize marked ? marked.value() : value;
        for (String name : serializers) {
            Serialized serialized = family(name).serialize(bare, context);
            if (serialized != null) {
                return new Serialized(serialized.header().with("serializer", name), serialized.frames());
            }
        }
        throw new SerializationException("no family of " + serializers + " takes a "
                + (bare == null ? "None" : bare.getClass().getName()));
    }

    /// Deserializes outside of any connection.
    ///
    /// @param serialized header and frames; the object may view the frames' memory
    /// @return the object
    /// @throws SerializationException if the family is refused or unknown, or cannot rebuild the object
    /// @throws dev.ndwire.core.value.MalformedException if header and frames break the family's format
    public @Nullable Object deserialize(Serialized serialized) {
        return deserialize(serialized, Context.local());
    }

    /// Deserializes.
    ///
    /// @param serialized header and frames; the object may view the frames' memory
    /// @param context what is known about the journey
    /// @return the object
    /// @throws SerializationException if the family is refused or unknown, or cannot rebuild the object
    /// @throws dev.ndwire.core.value.MalformedException if header and frames break the family's format
    public @Nullable Object deserialize(Serialized serialized, Context context) {
        Header header = serialized.header();
        if (header.has("is-collection")) {
            throw new SerializationException("a collection of serialized objects cannot be read");
        }
        String name = header.text("serializer");
        if (!deserializers.contains(name)) {
            throw new SerializationException(
                    "object was serialized by family '" + name + "', only " + deserializers + " are accepted");
        }
        return family(name).deserialize(header, serialized.frames(), context);
    }

    private Family family(String name) {
        Family family = families.get(name);
        if (family == null) {
            throw new IllegalStateException("family '" + name + "' was checked and is gone");
        }
        return family;
    }
}
