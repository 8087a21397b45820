package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.pickle.BareGlobal;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The family `dask`: one serializer a type, chosen by class when writing and by Python type name when reading.
///
/// The header is `{"sub-header": …, "type": …, "type-serialized": …}`; `type-serialized`, which decides when reading,
/// is matched as a bare global, so no pickle is opened for it. An object that Java has no type for is kept whole: a
/// [Serialized], which goes back as it came.
final class DaskFamily implements Family {
    static final String NAME = "dask";
    private static final List<String> OF_THE_WAY =
            List.of("split-num-sub-frames", "split-offsets", "compression", "num-sub-frames", "key");

    private final List<TypeSerializer<?>> serializers;
    private final Map<Class<?>, Entry<?>> byJavaType = new HashMap<>();
    private final Map<String, Entry<?>> byPythonType = new HashMap<>();
    // What a class resolved to, nearest registered superclass or interface: never changes for a given registry.
    private final ConcurrentHashMap<Class<?>, Optional<Entry<?>>> resolved = new ConcurrentHashMap<>();

    private record Entry<T>(TypeSerializer<T> serializer, String typeName, Bytes typePickle) {
        static <T> Entry<T> of(TypeSerializer<T> serializer) {
            BareGlobal global = BareGlobal.of(serializer.pythonType());
            return new Entry<>(serializer, global.typeName(), global.toPickle());
        }

        Serialized serialize(Object value, Context context) {
            Serialized inner = serializer.serialize(serializer.javaType().cast(value), context);
            Header header = Header.of("sub-header", inner.header(), "type", typeName, "type-serialized", typePickle);
            return new Serialized(header, inner.frames());
        }
    }

    DaskFamily(List<TypeSerializer<?>> serializers) {
        this.serializers = List.copyOf(serializers);
        for (TypeSerializer<?> serializer : this.serializers) {
            Entry<?> entry = Entry.of(serializer);
            refuseTwice(
                    byJavaType.putIfAbsent(serializer.javaType(), entry),
                    serializer.javaType().getName());
            registerPython(serializer.pythonType(), entry);
        }
    }

    private void registerPython(String pythonType, Entry<?> entry) {
        // Under the full name, so that `bytes` and `builtins.bytes` are one.
        String qualified = BareGlobal.of(pythonType).qualified();
        refuseTwice(byPythonType.putIfAbsent(qualified, entry), qualified);
    }

    private static void refuseTwice(@Nullable Entry<?> present, String name) {
        if (present != null) {
            throw new IllegalArgumentException("a serializer for " + name + " is registered already: "
                    + present.serializer.getClass().getName());
        }
    }

    DaskFamily with(TypeSerializer<?> serializer) {
        List<TypeSerializer<?>> more = new ArrayList<>(serializers);
        more.add(serializer);
        return new DaskFamily(more);
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
        return resolved.computeIfAbsent(value.getClass(), this::nearest)
                .map(entry -> entry.serialize(value, context))
                .orElse(null);
    }

    boolean takes(Class<?> type) {
        return resolved.computeIfAbsent(type, this::nearest).isPresent();
    }

    private Optional<Entry<?>> nearest(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            Entry<?> own = byJavaType.get(at);
            if (own != null) {
                return Optional.of(own);
            }
        }
        List<Entry<?>> candidates = new ArrayList<>();
        byJavaType.forEach((candidate, entry) -> {
            if (candidate.isInterface() && candidate.isAssignableFrom(type)) {
                candidates.add(entry);
            }
        });
        // An interface gives way to one that extends it.
        candidates.removeIf(general -> candidates.stream()
                .anyMatch(special -> !special.equals(general)
                        && general.serializer.javaType().isAssignableFrom(special.serializer.javaType())));
        if (candidates.size() > 1) {
            throw new SerializationException(type.getName() + " fits serializers of several types, none nearer: "
                    + candidates.stream()
                            .map(entry -> entry.serializer.javaType().getName())
                            .sorted()
                            .toList());
        }
        return candidates.stream().findFirst();
    }

    @Override
    public @Nullable Object deserialize(Header header, List<Frame> frames, Context context) {
        String pythonType = BareGlobal.parse(header.bytes("type-serialized")).qualified();
        Entry<?> entry = byPythonType.get(pythonType);
        try {
            return entry == null
                    ? whole(header, frames)
                    : entry.serializer.deserialize(header.header("sub-header"), frames, context);
        } catch (UnsupportedValueException e) {
            return whole(header, frames);
        }
    }

    /// The object as it came, but for how its frames were cut, packed and counted on the way: they are whole now.
    private static Serialized whole(Header header, List<Frame> frames) {
        PyDict entries = header.toDict();
        OF_THE_WAY.forEach(entries::remove);
        return new Serialized(Header.copyOf(entries), frames);
    }
}
