package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Serializes one Java type: in the `dask` family under the name of its Python twin, or, where it has none, in the
/// `jvm` family under its own.
///
/// Serves objects of the class and of its subclasses, or of classes that implement the interface, unless one that is
/// nearer is registered too. What lies inside an object is best serialized by [Context#serialization], so that the
/// lists of families hold for it.
///
/// Implementations are immutable and safe for use by several threads; those that a [java.util.ServiceLoader] finds are
/// part of [Serialization#standard].
///
/// @param <T> the Java type
public interface TypeSerializer<T> {
    /// The Java type.
    ///
    /// @return its class
    Class<T> javaType();

    /// The Python type, as module and name.
    ///
    /// @return such as `numpy.ndarray` or `builtins.bytes`; null if there is none, so that only JVMs read the objects
    @Nullable
    String pythonType();

    /// Turns a value into the sub-header and frames of its Python twin.
    ///
    /// @param value the value
    /// @param context what is known about the journey, and memory for what must be gathered
    /// @return sub-header and frames
    /// @throws SerializationException if this value cannot be serialized
    Serialized serialize(T value, Context context);

    /// Turns a sub-header and frames back into a value.
    ///
    /// @param header the sub-header
    /// @param frames the frames, shards of one frame already joined
    /// @param context what is known about the journey
    /// @return the value; in most cases a `T`, or what stands for an object that `T` cannot hold
    /// @throws UnsupportedValueException if Java has no type for the value; it is kept whole, as a [Serialized]
    /// @throws SerializationException if that cannot be done
    /// @throws dev.ndwire.core.value.MalformedException if header and frames do not agree
    Object deserialize(Header header, List<Frame> frames, Context context);

    /// Serializes for [TypeSerializer#of].
    ///
    /// @param <T> the Java type
    @FunctionalInterface
    interface ToFrames<T> {
        /// Turns a value into a sub-header and frames.
        ///
        /// @param value the value
        /// @return sub-header and frames
        Serialized serialize(T value);
    }

    /// Deserializes for [TypeSerializer#of].
    ///
    /// @param <T> the Java type
    @FunctionalInterface
    interface FromFrames<T> {
        /// Turns a sub-header and frames back into a value.
        ///
        /// @param header the sub-header
        /// @param frames the frames
        /// @return the value
        T deserialize(Header header, List<Frame> frames);
    }

    /// Makes a serializer of two functions, as `dask_serialize.register` and `dask_deserialize.register` do in Python.
    ///
    /// @param <T> the Java type
    /// @param javaType its class
    /// @param pythonType its Python twin, as module and name
    /// @param toFrames serializes
    /// @param fromFrames deserializes
    /// @return the serializer, for the `dask` family
    static <T> TypeSerializer<T> of(
            Class<T> javaType, String pythonType, ToFrames<T> toFrames, FromFrames<T> fromFrames) {
        return new FunctionSerializer<>(javaType, pythonType, toFrames, fromFrames);
    }

    /// Makes a serializer of two functions for a type that has no Python twin.
    ///
    /// @param <T> the Java type
    /// @param javaType its class
    /// @param toFrames serializes
    /// @param fromFrames deserializes
    /// @return the serializer, for the `jvm` family
    static <T> TypeSerializer<T> of(Class<T> javaType, ToFrames<T> toFrames, FromFrames<T> fromFrames) {
        return new FunctionSerializer<>(javaType, null, toFrames, fromFrames);
    }

    /// Makes a serializer of an enum, whose constants travel by name.
    ///
    /// @param <E> the enum
    /// @param javaType its class
    /// @return the serializer, for the `jvm` family
    static <E extends Enum<E>> TypeSerializer<E> ofEnum(Class<E> javaType) {
        return new EnumSerializer<>(javaType);
    }

    /// Makes a serializer that takes objects apart into attributes and rebuilds them through their constructor, as
    /// `register_generic` does in Python.
    ///
    /// @param <T> the Java type
    /// @param javaType a record, or a class as [GenericSerializer] says
    /// @param pythonType its Python twin, as module and name
    /// @param lookup what may reach constructor and fields: [MethodHandles#lookup] where they are in reach, or
    ///     [MethodHandles#publicLookup] for a public record
    /// @param fields for a class: the fields that its constructor takes, in order; none if its parameters have names.
    ///     For a record: none
    /// @return the serializer, for the `dask` family
    /// @throws IllegalArgumentException if the class cannot be rebuilt so, or is out of reach
    static <T> GenericSerializer<T> generic(
            Class<T> javaType, String pythonType, MethodHandles.Lookup lookup, String... fields) {
        return GenericSerializer.of(javaType, pythonType, lookup, fields);
    }

    /// Makes a serializer that takes objects apart into attributes and rebuilds them through their constructor, for a
    /// type that has no Python twin.
    ///
    /// @param <T> the Java type
    /// @param javaType a record, or a class as [GenericSerializer] says
    /// @param lookup what may reach constructor and fields: [MethodHandles#lookup] where they are in reach, or
    ///     [MethodHandles#publicLookup] for a public record
    /// @param fields for a class: the fields that its constructor takes, in order; none if its parameters have names.
    ///     For a record: none
    /// @return the serializer, for the `jvm` family
    /// @throws IllegalArgumentException if the class cannot be rebuilt so, or is out of reach
    static <T> GenericSerializer<T> generic(Class<T> javaType, MethodHandles.Lookup lookup, String... fields) {
        return GenericSerializer.of(javaType, null, lookup, fields);
    }
}
