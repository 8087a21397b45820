package dev.ndwire.core.pickle;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads pickles of protocols 0 to 5 without executing anything: no class is loaded, no method of a pickle's choice is
/// called, no file is touched.
///
/// The pickle becomes a graph, and the graph Java values. Which is which is in `docs/format/pickle.md`: None is null,
/// int [Long] or [java.math.BigInteger], list a [java.util.ArrayList], dict a [dev.ndwire.core.value.PyDict], and so
/// on; what a call makes is a Java value if the callable is on the list of [Constructors], else a
/// [dev.ndwire.core.value.PyObject]. What is shared, or holds itself, is so in Java too.
///
/// An immutable value; may be shared between threads. What it gives is fresh and belongs to the caller, except that
/// [LargeBytes] and [PickleBuffer] view the memory that was given.
public final class PickleReader {
    private final Constructors constructors;
    private final PickleLimits limits;

    private PickleReader(Constructors constructors, PickleLimits limits) {
        this.constructors = constructors;
        this.limits = limits;
    }

    /// Reads with [Constructors#standard] and [PickleLimits#standard].
    ///
    /// @return a reader
    public static PickleReader standard() {
        return new PickleReader(Constructors.standard(), PickleLimits.standard());
    }

    /// Reads with a list and limits of the caller's.
    ///
    /// @param constructors which calls become Java values
    /// @param limits how much a pickle may hold
    /// @return a reader
    public static PickleReader of(Constructors constructors, PickleLimits limits) {
        return new PickleReader(constructors, limits);
    }

    /// Reads a pickle that has no out-of-band buffers.
    ///
    /// @param pickle the bytes; what follows the STOP is ignored, as in Python
    /// @return the value
    /// @throws MalformedPickleException if it breaks the format or a limit
    public @Nullable Object read(Bytes pickle) {
        return read(Frame.of(pickle.toArray()), List.of());
    }

    /// Reads a pickle that has no out-of-band buffers.
    ///
    /// @param pickle the bytes, of any number; what follows the STOP is ignored, as in Python
    /// @return the value
    /// @throws MalformedPickleException if it breaks the format or a limit
    /// @throws IllegalStateException if the memory of `pickle` is closed
    public @Nullable Object read(Frame pickle) {
        return read(pickle, List.of());
    }

    /// Reads a pickle with its out-of-band buffers.
    ///
    /// @param pickle the bytes, of any number; what follows the STOP is ignored, as in Python
    /// @param buffers the buffers, in the order in which they were written; those beyond what the pickle asks for are
    ///     ignored
    /// @return the value
    /// @throws MalformedPickleException if it breaks the format or a limit, or asks for more buffers than there are
    /// @throws IllegalStateException if the memory of `pickle` is closed
    public @Nullable Object read(Frame pickle, List<PickleBuffer> buffers) {
        Object graph = new Machine(pickle, buffers, limits).run();
        return new Lifter(constructors, limits).lift(graph);
    }
}
