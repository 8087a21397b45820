package dev.ndwire.core.family;

import dev.ndwire.core.pickle.BareGlobal;
import dev.ndwire.core.value.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which type serializer serves a Java class, a Python type, or a Java class named in a header: what the families
/// `dask` and `jvm` share, so that of all that are registered the nearest one serves.
///
/// Immutable. The services are looked for when a serializer is first asked for, not before.
final class TypeRegistry {
    private final Supplier<List<TypeSerializer<?>>> source;
    private volatile @Nullable Index index;

    /// A serializer and the names that headers give its type.
    ///
    /// @param serializer the serializer
    /// @param python its Python twin, or null
    /// @param typePickle the twin as a pickle, empty without one
    record Entry<T>(TypeSerializer<T> serializer, @Nullable BareGlobal python, Bytes typePickle) {
        static <T> Entry<T> of(TypeSerializer<T> serializer) {
            String name = serializer.pythonType();
            if (name == null) {
                return new Entry<>(serializer, null, Bytes.EMPTY);
            }
            BareGlobal python = BareGlobal.of(name);
            return new Entry<>(serializer, python, python.toPickle());
        }

        Serialized serialize(Object value, Context context) {
            return serializer.serialize(serializer.javaType().cast(value), context);
        }
    }

    /// Makes a registry.
    ///
    /// @param source gives all serializers; called when one is first asked for
    TypeRegistry(Supplier<List<TypeSerializer<?>>> source) {
        this.source = source;
    }

    /// Those of this module and those that a [ServiceLoader] finds.
    static TypeRegistry standard() {
        return new TypeRegistry(() -> {
            List<TypeSerializer<?>> types = new ArrayList<>(List.of(new BytesSerializer(), new ByteArraySerializer()));
            for (TypeSerializer<?> found :
                    ServiceLoader.load(TypeSerializer.class, TypeRegistry.class.getClassLoader())) {
                types.add(found);
            }
            return types;
        });
    }

    /// The same with one more, checked against all others.
    TypeRegistry with(TypeSerializer<?> serializer) {
        List<TypeSerializer<?>> more = new ArrayList<>(index().serializers);
        more.add(serializer);
        Index checked = new Index(more);
        TypeRegistry registry = new TypeRegistry(() -> checked.serializers);
        registry.index = checked;
        return registry;
    }

    /// Finds the serializer of a class: its own, that of its nearest superclass, or that of the nearest interface.
    @Nullable
    Entry<?> nearest(Class<?> type) {
        Index all = index();
        return all.resolved.computeIfAbsent(type, all::resolve).orElse(null);
    }

    /// Finds the serializer of a Python type by its qualified name.
    @Nullable
    Entry<?> ofPython(String qualified) {
        return index().byPythonType.get(qualified);
    }

    /// Finds the serializer of a Java class without a Python twin. No class is loaded.
    @Nullable
    Entry<?> ofJava(String className) {
        return index().byClassName.get(className);
    }

    private Index index() {
        Index present = index;
        if (present != null) {
            return present;
        }
        synchronized (this) {
            Index again = index;
            if (again == null) {
                again = new Index(source.get());
                index = again;
            }
            return again;
        }
    }

    private static final class Index {
        private final List<TypeSerializer<?>> serializers;
        private final Map<Class<?>, Entry<?>> byJavaType = new HashMap<>();
        private final Map<String, Entry<?>> byPythonType = new HashMap<>();
        private final Map<String, Entry<?>> byClassName = new HashMap<>();
        // What a class resolved to: never changes for a given registry.
        private final ConcurrentHashMap<Class<?>, Optional<Entry<?>>> resolved = new ConcurrentHashMap<>();

        Index(List<TypeSerializer<?>> serializers) {
            this.serializers = List.copyOf(serializers);
            for (TypeSerializer<?> serializer : this.serializers) {
                Class<?> type = serializer.javaType();
                Entry<?> entry = Entry.of(serializer);
                refuseTwice(byJavaType.putIfAbsent(type, entry), type.getName());
                if (entry.python() == null) {
                    refuseTwice(byClassName.putIfAbsent(type.getName(), entry), type.getName());
                } else {
                    // Under the full name, so that `bytes` and `builtins.bytes` are one.
                    String qualified = entry.python().qualified();
                    refuseTwice(byPythonType.putIfAbsent(qualified, entry), qualified);
                }
            }
        }

        private static void refuseTwice(@Nullable Entry<?> present, String name) {
            if (present != null) {
                throw new IllegalArgumentException("a serializer for " + name + " is registered already: "
                        + present.serializer.getClass().getName());
            }
        }

        Optional<Entry<?>> resolve(Class<?> type) {
            for (Class<?> at = type; at != null; at = at.getSuperclass()) {
                Entry<?> own = byJavaType.get(at);
                if (own != null) {
                    return Optional.of(own);
                }
            }
            return ofInterface(type);
        }

        private Optional<Entry<?>> ofInterface(Class<?> type) {
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
    }
}
