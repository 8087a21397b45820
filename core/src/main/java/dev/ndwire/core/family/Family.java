package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One way to turn objects into a header and frames, known to both sides by its name.
///
/// Implementations are immutable and safe for use by several threads.
public interface Family {
    /// The name under which headers mention the family.
    ///
    /// @return such as `dask`
    String name();

    /// Turns an object into a header and frames.
    ///
    /// @param value the object
    /// @param context what is known about the journey
    /// @return its header, without `serializer`, and frames; null if the object is not for this family, so that the
    ///     next one is asked
    /// @throws UnsupportedValueException if the object is not for this family, and the reason is worth telling
    /// @throws SerializationException if the object is for this family but cannot be serialized; no other is asked
    @Nullable
    Serialized serialize(@Nullable Object value, Context context);

    /// Turns a header and frames back into an object.
    ///
    /// @param header what [#serialize] gave, perhaps in another process
    /// @param frames the frames, in memory that outlives the object's use as the context's owner decides
    /// @param context what is known about the journey
    /// @return the object
    /// @throws SerializationException if that cannot be done
    /// @throws dev.ndwire.core.value.MalformedException if header and frames do not agree with the family's format
    @Nullable
    Object deserialize(Header header, List<Frame> frames, Context context);

    /// Serializes for [Family#of].
    @FunctionalInterface
    interface Dumps {
        /// Turns an object into a header and frames.
        ///
        /// @param value the object
        /// @param context what is known about the journey
        /// @return header and frames, or null if the object is not for this family
        @Nullable
        Serialized serialize(@Nullable Object value, Context context);
    }

    /// Deserializes for [Family#of].
    @FunctionalInterface
    interface Loads {
        /// Turns a header and frames back into an object.
        ///
        /// @param header what the other side's dumps gave
        /// @param frames its frames
        /// @param context what is known about the journey
        /// @return the object
        @Nullable
        Object deserialize(Header header, List<Frame> frames, Context context);
    }

    /// Makes a family of two functions, as `register_serialization_family` does in Python.
    ///
    /// @param name the family's name
    /// @param dumps serializes
    /// @param loads deserializes
    /// @return the family
    static Family of(String name, Dumps dumps, Loads loads) {
        return new Family() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public @Nullable Serialized serialize(@Nullable Object value, Context context) {
                return dumps.serialize(value, context);
            }

            @Override
            public @Nullable Object deserialize(Header header, List<Frame> frames, Context context) {
                return loads.deserialize(header, frames, context);
            }
        };
    }
}
