package dev.ndwire.core.pickle;

import dev.ndwire.core.frame.Frame;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes pickles of protocol 4 or 5, for Python to load.
///
/// Java values become what `docs/format/pickle.md` says: null None, [Long] int, any [java.util.List] a list,
/// [dev.ndwire.core.value.PyTuple] a tuple, any [java.util.Map] a dict, and so on; classes on the list of
/// [Constructors] become the calls that make them. A [dev.ndwire.core.value.PyObject] is written as it was read. An
/// object that is met a second time is written as a reference, so what is shared, or holds itself, is so in Python.
/// What CPython writes for an equal value is written byte for byte where it is determined by the value.
///
/// An immutable value; may be shared between threads. The values that are written must not be changed meanwhile.
public final class PickleWriter {
    private static final int LOWEST = 4;
    private static final int HIGHEST = 5;

    private final int protocol;
    private final Constructors constructors;

    private PickleWriter(int protocol, Constructors constructors) {
        if (protocol < LOWEST || protocol > HIGHEST) {
            throw new IllegalArgumentException(
                    "pickle protocol " + protocol + ": " + LOWEST + " and " + HIGHEST + " are written");
        }
        this.protocol = protocol;
        this.constructors = constructors;
    }

    /// Writes protocol 5 with [Constructors#standard].
    ///
    /// @return a writer
    public static PickleWriter standard() {
        return new PickleWriter(HIGHEST, Constructors.standard());
    }

    /// Writes with a protocol and a list of the caller's.
    ///
    /// @param protocol 4 or 5
    /// @param constructors which Java classes become calls, besides those that Python has an opcode for
    /// @return a writer
    /// @throws IllegalArgumentException if `protocol` is neither 4 nor 5
    public static PickleWriter of(int protocol, Constructors constructors) {
        return new PickleWriter(protocol, constructors);
    }

    /// The same for another protocol.
    ///
    /// @param newProtocol 4 or 5
    /// @return a writer
    /// @throws IllegalArgumentException if it is neither
    public PickleWriter withProtocol(int newProtocol) {
        return new PickleWriter(newProtocol, constructors);
    }

    /// Writes a value, with all of its bytes in the pickle.
    ///
    /// @param value the value
    /// @return the pickle: its own memory, and views of byte strings of 64 KiB or more
    /// @throws IllegalArgumentException if it is or holds a value of a class that cannot be written
    public Frame write(@Nullable Object value) {
        return new Saver(new PickleTarget(protocol, false), constructors, null).write(value);
    }

    /// Writes a value whose [PickleBuffer]s travel beside the pickle. With protocol 4 they stand in it all the same.
    ///
    /// @param value the value
    /// @param buffers takes the buffers, in the order in which the reader needs them; called by this thread
    /// @return the pickle: its own memory, and views of byte strings of 64 KiB or more
    /// @throws IllegalArgumentException if it is or holds a value of a class that cannot be written
    public Frame write(@Nullable Object value, Consumer<PickleBuffer> buffers) {
        boolean outOfBand = protocol >= HIGHEST;
        return new Saver(new PickleTarget(protocol, outOfBand), constructors, outOfBand ? buffers : null).write(value);
    }
}
