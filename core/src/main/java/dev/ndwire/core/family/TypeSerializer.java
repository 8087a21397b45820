package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import java.util.List;

/// Serializes one Java type in the `dask` family, under the name of its Python twin.
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
    /// @return such as `numpy.ndarray` or `builtins.bytes`
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
    /// @return the serializer
    static <T> TypeSerializer<T> of(
            Class<T> javaType, String pythonType, ToFrames<T> toFrames, FromFrames<T> fromFrames) {
        return new TypeSerializer<>() {
            @Override
            public Class<T> javaType() {
                return javaType;
            }

            @Override
            public String pythonType() {
                return pythonType;
            }

            @Override
            public Serialized serialize(T value, Context context) {
                return toFrames.serialize(value);
            }

            @Override
            public Object deserialize(Header header, List<Frame> frames, Context context) {
                return fromFrames.deserialize(header, frames);
            }
        };
    }
}
