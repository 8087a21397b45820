package dev.ndwire.core.family;

import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.value.PyEnum;
import dev.ndwire.core.value.PyTuple;
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
    private final OnError onError;
    private final Pickling pickling;

    private Serialization(
            Map<String, Family> families,
            List<String> serializers,
            List<String> deserializers,
            OnError onError,
            Pickling pickling) {
        this.families = families;
        this.serializers = serializers;
        this.deserializers = deserializers;
        this.onError = onError;
        this.pickling = pickling;
    }

    /// The families of ndwire with every [TypeSerializer] and [Family] that a [ServiceLoader] finds.
    ///
    /// Writes with `dask`, then `pickle`, then `jvm`; reads every family. Type serializers are looked for when the
    /// first object is serialized, opened or registered; it is then that two services for one type are refused, with an
    /// [IllegalArgumentException].
    ///
    /// @return a value that is made once and shared
    public static Serialization standard() {
        return Standard.VALUE;
    }

    private static final class Standard {
        static final Serialization VALUE = load();

        private static Serialization load() {
            TypeRegistry types = TypeRegistry.standard();
            Map<String, Family> families = new LinkedHashMap<>();
            for (Family family : List.of(
                    new DaskFamily(types),
                    new PickleFamily(),
                    new JvmFamily(types),
                    new MsgpackFamily(),
                    new ErrorFamily())) {
                families.put(family.name(), family);
            }
            Serialization value = new Serialization(
                    families,
                    List.of(DaskFamily.NAME, PickleFamily.NAME, JvmFamily.NAME),
                    List.copyOf(families.keySet()),
                    OnError.RAISE,
                    Pickling.standard());
            for (Family found : ServiceLoader.load(Family.class, Serialization.class.getClassLoader())) {
                value = value.with(found);
            }
            return value;
        }
    }

    /// Adds a serializer of a type: to the `dask` family if it names a Python type, else to the `jvm` family.
    ///
    /// @param serializer the serializer
    /// @return a new value
    /// @throws IllegalArgumentException if its Java type or its Python type has one already
    public Serialization with(TypeSerializer<?> serializer) {
        TypeRegistry types = types().with(serializer);
        Map<String, Family> more = new LinkedHashMap<>(families);
        more.put(DaskFamily.NAME, new DaskFamily(types));
        more.put(JvmFamily.NAME, new JvmFamily(types));
        return new Serialization(more, serializers, deserializers, onError, pickling);
    }

    private TypeRegistry types() {
        if (families.get(DaskFamily.NAME) instanceof DaskFamily dask) {
            return dask.types();
        }
        throw new IllegalStateException("family 'dask' was never replaced and is gone");
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
        return new Serialization(
                more, append(serializers, family.name()), append(deserializers, family.name()), onError, pickling);
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
        return new Serialization(families, known(names), deserializers, onError, pickling);
    }

    /// Chooses the families that may be read; all others are refused by name.
    ///
    /// @param names names of families
    /// @return a new value
    /// @throws IllegalArgumentException if there is no family of a name
    public Serialization accepting(String... names) {
        return new Serialization(families, serializers, known(names), onError, pickling);
    }

    /// Chooses what happens to an object that no family takes.
    ///
    /// @param choice an exception here, or a message to whoever opens it
    /// @return a new value
    public Serialization onError(OnError choice) {
        return new Serialization(families, serializers, deserializers, choice, pickling);
    }

    /// Chooses how pickles are read and written.
    ///
    /// @param choice constructors, limits, and whether pickles in headers are read
    /// @return a new value
    public Serialization with(Pickling choice) {
        return new Serialization(families, serializers, deserializers, onError, choice);
    }

    /// How pickles are read and written.
    ///
    /// @return the settings
    public Pickling pickling() {
        return pickling;
    }

    /// Limits the families that write to those that a peer asks for, in its order; a name that is unknown here is
    /// passed over, since the peer may know more than we do.
    ///
    /// @param names names of families
    /// @return a new value, which may write with no family at all
    public Serialization writingAtMost(List<String> names) {
        List<String> known = names.stream().filter(families::containsKey).toList();
        return new Serialization(families, known, deserializers, onError, pickling);
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
    /// A list, set or map is taken apart and its elements are serialized one by one when it is marked by [Serialize],
    /// when a type serializer serves its first element, or when it is a list that `msgpack` would make a tuple; else a
    /// family takes it whole. Where `jvm` is among the families, one that none takes whole is taken apart too, since it
    /// may hold such objects behind others.
    ///
    /// @param value the object; a [Serialized] is passed through, a [Serialize] unwrapped
    /// @param context what is known about the journey
    /// @return its header, with the family's name under `serializer`, and frames
    /// @throws SerializationException if no family takes it, unless [#onError] says otherwise
    public Serialized serialize(@Nullable Object value, Context context) {
        return serialize(value, context, 0);
    }

    private Serialized serialize(@Nullable Object value, Context context, int depth) {
        if (depth > CollectionFrames.MAX_DEPTH) {
            throw new SerializationException("collections that are taken apart nest deeper than "
                    + CollectionFrames.MAX_DEPTH + " levels, or hold themselves");
        }
        boolean marked = value instanceof Serialize;
        Object bare = value instanceof Serialize mark ? mark.value() : value;
        if (bare instanceof Serialized already) {
            return already;
        }
        Context within = context.with(this);
        if (bare != null && isCollection(bare) && (marked || isIterated(bare)) && hasPlainKeys(bare)) {
            return CollectionFrames.serialize(bare, element -> serialize(element, within, depth + 1));
        }
        List<String> reasons = new ArrayList<>();
        try {
            for (String name : willing(bare)) {
                try {
                    Serialized serialized = family(name).serialize(bare, within);
                    if (serialized != null) {
                        return new Serialized(serialized.header().with("serializer", name), serialized.frames());
                    }
                } catch (UnsupportedValueException next) {
                    reasons.add(next.getMessage());
                }
            }
        } catch (SerializationException e) {
            if (onError == OnError.MESSAGE) {
                return ErrorFamily.of(String.valueOf(e.getMessage()));
            }
            throw e;
        }
        if (bare != null && serializers.contains(JvmFamily.NAME) && isCollection(bare) && hasPlainKeys(bare)) {
            return CollectionFrames.serialize(bare, element -> serialize(element, within, depth + 1));
        }
        return refuse(bare, reasons);
    }

    private Serialized refuse(@Nullable Object value, List<String> reasons) {
        String type = value == null ? "None" : value.getClass().getName();
        String why = reasons.isEmpty() ? "" : ": " + String.join("; ", reasons);
        String problem = "no family of " + serializers + " takes a " + type + why;
        if (onError == OnError.MESSAGE) {
            return ErrorFamily.of(problem);
        }
        throw new SerializationException(problem);
    }

    private boolean isIterated(Object collection) {
        if (collection instanceof List && !(collection instanceof PyTuple)) {
            // msgpack makes tuples of lists, so where it comes before pickle, a list is kept by taking it apart.
            int msgpack = serializers.indexOf(MsgpackFamily.NAME);
            int pickle = serializers.indexOf(PickleFamily.NAME);
            if (msgpack >= 0 && (pickle < 0 || pickle > msgpack)) {
                return true;
            }
        }
        Object leaf = CollectionFrames.firstLeaf(collection);
        return leaf instanceof Serialized || (leaf != null && hasTypeSerializer(leaf));
    }

    /// Of a list with a serializer for the `jvm` family, other families would make a plain one.
    private List<String> willing(@Nullable Object value) {
        if (!CollectionFrames.isCollection(value) || value == null || !serializers.contains(JvmFamily.NAME)) {
            return serializers;
        }
        TypeRegistry.Entry<?> entry = types().nearest(value.getClass());
        return entry == null || entry.python() != null ? serializers : List.of(JvmFamily.NAME);
    }

    /// A class of the user's may be a list and have a serializer: then that one serves.
    private boolean isCollection(Object value) {
        return CollectionFrames.isCollection(value) && !hasTypeSerializer(value);
    }

    /// Whether there is a serializer for the class of a value, for a superclass or for an interface of it.
    ///
    /// @param value the value
    /// @return whether there is, whatever the families that write are
    public boolean hasTypeSerializer(Object value) {
        return types().nearest(value.getClass()) != null;
    }

    /// Keys travel inside headers, so a dict is taken apart only if msgpack has a form for all of them.
    private static boolean hasPlainKeys(Object collection) {
        if (!(collection instanceof Map<?, ?> map)) {
            return true;
        }
        if (map.keySet().stream().anyMatch(PyEnum.class::isInstance)) {
            return false;
        }
        try {
            MsgpackWriter.encode(new ArrayList<>(map.keySet()));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
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
        Context within = context.with(this);
        if (CollectionFrames.isCollection(header)) {
            return CollectionFrames.deserialize(serialized, element -> deserialize(element, within));
        }
        requireReadable(header);
        return family(header.text("serializer")).deserialize(header, serialized.frames(), within);
    }

    /// Refuses by its header alone what [#deserialize] would refuse, before memory is spent on its frames.
    ///
    /// Elements of a collection have headers of their own, and are refused one by one when they are deserialized.
    ///
    /// @param header the header of a serialized object
    /// @throws SerializationException if the family is refused or unknown
    /// @throws dev.ndwire.core.value.MalformedException if the header names no family
    public void requireReadable(Header header) {
        if (CollectionFrames.isCollection(header)) {
            return;
        }
        requireReadable(header.text("serializer"));
    }

    /// Refuses a family that may not be read.
    ///
    /// @param name the family's name
    /// @throws SerializationException if the family is refused or unknown
    public void requireReadable(String name) {
        if (!deserializers.contains(name)) {
            throw new SerializationException("object was serialized by family '" + Header.excerpt(name) + "', only "
                    + deserializers + " are accepted");
        }
    }

    private Family family(String name) {
        Family family = families.get(name);
        if (family == null) {
            throw new IllegalStateException("family '" + name + "' was checked and is gone");
        }
        return family;
    }
}
