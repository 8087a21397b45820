package dev.ndwire.arrow.ipc;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.arrow.vector.ValueVector;

/// How many elements of vectors are null: counted at most once, and not at all where that is known.
///
/// Vectors must not change after they were asked about. Safe for use by several threads.
public final class NullCounts {
    /// What stands for no claim.
    static final int UNCLAIMED = -1;

    private final Map<ValueVector, Integer> known = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Map<ValueVector, Integer> claims = Collections.synchronizedMap(new IdentityHashMap<>());

    /// Makes counts of which none is known.
    public NullCounts() {}

    /// Notes that all elements of a vector are there.
    void none(ValueVector vector) {
        known.put(vector, 0);
    }

    /// Notes what a peer says of a vector, which is not believed.
    void claim(ValueVector vector, int count) {
        claims.put(vector, count);
    }

    /// What a peer said of a vector.
    ///
    /// @return [#UNCLAIMED] for nothing
    int claimed(ValueVector vector) {
        return claims.getOrDefault(vector, UNCLAIMED);
    }

    /// Counts a vector's nulls.
    ///
    /// @param vector the vector
    /// @return how many of its elements are null
    public int of(ValueVector vector) {
        return known.computeIfAbsent(vector, ValueVector::getNullCount);
    }
}
