package dev.ndwire.core.pickle;

import dev.ndwire.core.value.PyGlobal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The list of Python callables that become Java values, and of Java classes that become Python objects.
///
/// What is not on it stays a [dev.ndwire.core.value.PyObject] and goes back as it came. Immutable; may be shared
/// between threads.
public final class Constructors {
    private static final Constructors NONE = new Constructors(Map.of(), Map.of());

    private final Map<PyGlobal, PickleConstructor> byName;
    private final Map<Class<?>, PickleConstructor> byType;

    // Looking through the interfaces of a list or map of another class takes as long as writing a few values of it.
    private final ClassValue<Optional<PickleConstructor>> found = new ClassValue<>() {
        @Override
        protected Optional<PickleConstructor> computeValue(Class<?> type) {
            return Optional.ofNullable(search(type));
        }
    };

    private Constructors(Map<PyGlobal, PickleConstructor> byName, Map<Class<?>, PickleConstructor> byType) {
        this.byName = Map.copyOf(byName);
        this.byType = Map.copyOf(byType);
    }

    /// An empty list: every object stays a [dev.ndwire.core.value.PyObject].
    ///
    /// @return the list
    public static Constructors none() {
        return NONE;
    }

    /// What this module knows: the types of `builtins`, `datetime`, `decimal`, `fractions`, `uuid` and `collections`.
    ///
    /// @return the list
    public static Constructors ofPython() {
        return OfPython.LIST;
    }

    /// [#ofPython] and what [ServiceLoader] finds.
    ///
    /// @return the list; the services are looked up once
    public static Constructors standard() {
        return Standard.LIST;
    }

    private static final class OfPython {
        static final Constructors LIST = all(NONE, StandardConstructors.all());
    }

    private static final class Standard {
        static final Constructors LIST = all(
                OfPython.LIST,
                ServiceLoader.load(PickleConstructor.class, PickleConstructor.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    private static Constructors all(Constructors start, List<PickleConstructor> more) {
        Constructors list = start;
        for (PickleConstructor constructor : more) {
            list = list.with(constructor);
        }
        return list;
    }

    /// The same list with one constructor more.
    ///
    /// @param constructor the constructor; its names and classes are asked for once, here
    /// @return a new list
    /// @throws IllegalArgumentException if a name or a class of it is on the list already
    public Constructors with(PickleConstructor constructor) {
        Map<PyGlobal, PickleConstructor> names = new HashMap<>(byName);
        for (String name : constructor.pythonNames()) {
            if (names.put(PyGlobal.of(name), constructor) != null) {
                throw new IllegalArgumentException("there is a constructor for '" + name + "' already");
            }
        }
        Map<Class<?>, PickleConstructor> types = new HashMap<>(byType);
        for (Class<?> type : constructor.javaTypes()) {
            if (types.put(type, constructor) != null) {
                throw new IllegalArgumentException("there is a constructor for " + type + " already");
            }
        }
        return new Constructors(names, types);
    }

    /// The same list without some names: such objects stay as they are. Their Java values can still be written.
    ///
    /// @param names qualified names
    /// @return a new list
    /// @throws IllegalArgumentException if a name is not on the list
    public Constructors without(String... names) {
        Map<PyGlobal, PickleConstructor> left = new HashMap<>(byName);
        for (String name : names) {
            if (left.remove(PyGlobal.of(name)) == null) {
                throw new IllegalArgumentException("there is no constructor for '" + name + "'");
            }
        }
        return new Constructors(left, byType);
    }

    /// The callables that become Java values.
    ///
    /// @return their qualified names
    public Set<String> pythonNames() {
        return byName.keySet().stream().map(PyGlobal::qualified).collect(Collectors.toUnmodifiableSet());
    }

    /// Finds the constructor of a callable.
    @Nullable
    PickleConstructor named(PyGlobal global) {
        return byName.get(global);
    }

    /// Finds the constructor of a Java class: its own, or that of its nearest superclass, or that of an interface.
    @Nullable
    PickleConstructor of(Class<?> type) {
        return found.get(type).orElse(null);
    }

    private @Nullable PickleConstructor search(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            PickleConstructor own = byType.get(at);
            if (own != null) {
                return own;
            }
        }
        return ofInterface(type);
    }

    private @Nullable PickleConstructor ofInterface(Class<?> type) {
        Set<PickleConstructor> found = new HashSet<>();
        List<Class<?>> left = new ArrayList<>(List.of(type));
        while (!left.isEmpty()) {
            Class<?> at = left.remove(left.size() - 1);
            PickleConstructor own = byType.get(at);
            if (own != null) {
                found.add(own);
            } else {
                left.addAll(List.of(at.getInterfaces()));
                if (at.getSuperclass() != null) {
                    left.add(at.getSuperclass());
                }
            }
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    type.getName() + " is an instance of " + found.size() + " interfaces that have a constructor");
        }
        return found.isEmpty() ? null : Objects.requireNonNull(found.iterator().next());
    }
}
