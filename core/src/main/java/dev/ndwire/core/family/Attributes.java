package dev.ndwire.core.family;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The attributes of a class: how each is read from an object, and the constructor that takes them all.
///
/// Found once, when the class is registered; later nothing is looked up by a name.
final class Attributes<T> {
    private final Class<T> owner;
    private final List<Attribute> all;
    private final MethodHandle constructor;

    /// An attribute.
    ///
    /// @param name its name in Java
    /// @param type its type, with type arguments
    /// @param getter reads it: takes the object, gives the value boxed
    record Attribute(String name, Type type, MethodHandle getter) {}

    private Attributes(Class<T> owner, List<Attribute> all, MethodHandle constructor) {
        this.owner = owner;
        this.all = List.copyOf(all);
        this.constructor = constructor
                .asFixedArity()
                .asSpreader(Object[].class, all.size())
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    /// The attributes in the constructor's order.
    List<Attribute> all() {
        return all;
    }

    @Nullable
    Object read(Attribute attribute, T object) {
        try {
            return attribute.getter.invokeExact((Object) object);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new SerializationException(
                    "attribute '" + attribute.name + "' of " + owner.getName() + " cannot be read: " + e, e);
        }
    }

    T construct(@Nullable Object[] values) {
        try {
            return owner.cast(constructor.invokeExact(values));
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new SerializationException("constructor of " + owner.getName() + " refuses its attributes: " + e, e);
        }
    }

    static <T> Attributes<T> of(Class<T> type, MethodHandles.Lookup lookup, String... fields) {
        checkKind(type);
        try {
            return type.isRecord() ? ofRecord(type, lookup, fields) : ofClass(type, lookup, fields);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    type.getName() + " is out of the reach of " + lookup + ", give the lookup of a class that sees it",
                    e);
        }
    }

    private static void checkKind(Class<?> type) {
        if (type.isEnum()) {
            throw new IllegalArgumentException(
                    type.getName() + " is an enum, expected a record or a class: TypeSerializer.ofEnum is for enums");
        }
        boolean isInner = type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers());
        if (type.isInterface() || type.isArray() || Modifier.isAbstract(type.getModifiers()) || isInner) {
            throw new IllegalArgumentException(type.getName() + " is " + (isInner ? "an inner class" : "abstract")
                    + ", expected one that a constructor makes");
        }
    }

    private static <T> Attributes<T> ofRecord(Class<T> type, MethodHandles.Lookup lookup, String... fields)
            throws IllegalAccessException {
        if (fields.length > 0) {
            throw new IllegalArgumentException(
                    type.getName() + " is a record, whose components are its attributes: no fields are named for it");
        }
        MethodHandles.Lookup within = within(type, lookup);
        List<Attribute> all = new ArrayList<>();
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            MethodHandle getter = within.unreflect(component.getAccessor());
            all.add(new Attribute(component.getName(), component.getGenericType(), boxed(getter)));
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return new Attributes<>(type, all, within.unreflectConstructor(constructor(type, types)));
    }

    private static <T> Attributes<T> ofClass(Class<T> type, MethodHandles.Lookup lookup, String... names)
            throws IllegalAccessException {
        List<Field> fields = new ArrayList<>();
        Constructor<T> constructor;
        if (names.length == 0) {
            constructor = namedConstructor(type);
            for (Parameter parameter : constructor.getParameters()) {
                fields.add(requiredField(type, parameter.getName()));
            }
        } else {
            for (String name : names) {
                fields.add(requiredField(type, name));
            }
            constructor = constructor(type, fields.stream().map(Field::getType).toArray(Class<?>[]::new));
        }
        List<Attribute> all = new ArrayList<>();
        for (Field field : fields) {
            MethodHandle getter = within(field.getDeclaringClass(), lookup).unreflectGetter(field);
            all.add(new Attribute(field.getName(), field.getGenericType(), boxed(getter)));
        }
        return new Attributes<>(type, all, within(type, lookup).unreflectConstructor(constructor));
    }

    private static <T> Constructor<T> constructor(Class<T> type, Class<?>... types) {
        try {
            return type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    type.getName() + " has no constructor that takes "
                            + Arrays.stream(types).map(Class::getTypeName).toList(),
                    e);
        }
    }

    /// The one constructor whose parameters are fields, by name and type.
    private static <T> Constructor<T> namedConstructor(Class<T> type) {
        List<Constructor<T>> found = new ArrayList<>();
        for (Constructor<?> candidate : type.getDeclaredConstructors()) {
            if (Arrays.stream(candidate.getParameters()).allMatch(parameter -> isField(type, parameter))) {
                found.add(constructor(type, candidate.getParameterTypes()));
            }
        }
        if (found.size() != 1) {
            throw new IllegalArgumentException(type.getName() + " has " + found.size()
                    + " constructors whose parameters are fields by name and type, expected 1: name the fields that the"
                    + " constructor takes");
        }
        return found.get(0);
    }

    private static boolean isField(Class<?> type, Parameter parameter) {
        Field field = parameter.isNamePresent() ? field(type, parameter.getName()) : null;
        return field != null && field.getType().equals(parameter.getType());
    }

    private static Field requiredField(Class<?> type, String name) {
        Field field = field(type, name);
        if (field == null) {
            throw new IllegalArgumentException(type.getName() + " has no field '" + name + "'");
        }
        return field;
    }

    private static @Nullable Field field(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (field.getName().equals(name) && !Modifier.isStatic(field.getModifiers())) {
                    return field;
                }
            }
        }
        return null;
    }

    /// Private access where the lookup grants it, else what the lookup has.
    private static MethodHandles.Lookup within(Class<?> type, MethodHandles.Lookup lookup) {
        try {
            return MethodHandles.privateLookupIn(type, lookup);
        } catch (IllegalAccessException notGranted) {
            return lookup;
        }
    }

    private static MethodHandle boxed(MethodHandle getter) {
        return getter.asType(MethodType.methodType(Object.class, Object.class));
    }
}
