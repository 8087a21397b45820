package dev.ndwire.core.family;

import dev.ndwire.core.pickle.Constructors;
import dev.ndwire.core.pickle.PickleLimits;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.pickle.PickleWriter;

/// How pickles are read and written: an immutable value.
///
/// @param constructors which calls become Java values, and which Java classes become calls
/// @param limits how much a pickle may hold
/// @param opensHeaders whether the pickles that type serializers put into their headers, such as structured dtypes and
///     fill values, may be read though the family `pickle` is not asked for. They go through the same machine, which
///     executes nothing
public record Pickling(Constructors constructors, PickleLimits limits, boolean opensHeaders) {
    private static final class Standard {
        static final Pickling VALUE = new Pickling(Constructors.standard(), PickleLimits.standard(), true);
    }

    /// The defaults: [Constructors#standard], [PickleLimits#standard], headers' pickles are read.
    ///
    /// @return the defaults
    public static Pickling standard() {
        return Standard.VALUE;
    }

    /// The same with another list of constructors.
    ///
    /// @param other which calls become Java values
    /// @return another value
    public Pickling with(Constructors other) {
        return new Pickling(other, limits, opensHeaders);
    }

    /// The same with other limits.
    ///
    /// @param other how much a pickle may hold
    /// @return another value
    public Pickling with(PickleLimits other) {
        return new Pickling(constructors, other, opensHeaders);
    }

    /// The same, reading pickles that stand in headers or refusing them.
    ///
    /// @param opens whether they may be read
    /// @return another value
    public Pickling openingHeaders(boolean opens) {
        return new Pickling(constructors, limits, opens);
    }

    /// A reader by these settings.
    ///
    /// @return the reader
    public PickleReader reader() {
        return PickleReader.of(constructors, limits);
    }

    /// A reader for a pickle that stands in a header of the `dask` family.
    ///
    /// @param what what the pickle is, for the error, such as `a structured dtype`
    /// @return the reader
    /// @throws SerializationException if such pickles may not be read
    public PickleReader headerReader(String what) {
        if (!opensHeaders) {
            throw new SerializationException(
                    "header holds the pickle of " + what + ", refused by Pickling.opensHeaders=false");
        }
        return reader();
    }

    /// A writer by these settings.
    ///
    /// @param protocol 4 or 5
    /// @return the writer
    /// @throws IllegalArgumentException if `protocol` is neither
    public PickleWriter writer(int protocol) {
        return PickleWriter.of(protocol, constructors);
    }
}
