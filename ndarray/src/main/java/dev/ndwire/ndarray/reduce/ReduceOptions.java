package dev.ndwire.ndarray.reduce;

import dev.ndwire.ndarray.dtype.DType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How to reduce: numpy's keyword arguments. Made from [#DEFAULT] by naming what differs. A mask, numpy's `where=`, is
/// an array and so is given beside the options.
///
/// Immutable, and for every thread.
///
/// @param keepDims whether reduced axes stay, with length 1
/// @param dtype what to compute in, which is then the dtype of the result; null for numpy's choice. For sums, products,
///     means, variances and standard deviations only
/// @param ddof what is subtracted from the count before a variance or standard deviation is divided by it
/// @param initial what to begin with, in addition to the elements; null for nothing. For sums, products and extremes
///     only
public record ReduceOptions(
        boolean keepDims,
        @Nullable DType dtype,
        double ddof,
        @Nullable Object initial) {
    /// Reduced axes go, the dtype is numpy's choice, `ddof` is 0, and nothing is added.
    public static final ReduceOptions DEFAULT = new ReduceOptions(false, null, 0, null);

    /// The same with reduced axes kept, or not.
    ///
    /// @param newKeepDims whether reduced axes stay, with length 1
    /// @return the changed options
    public ReduceOptions keepDims(boolean newKeepDims) {
        return new ReduceOptions(newKeepDims, dtype, ddof, initial);
    }

    /// The same, computed in another dtype.
    ///
    /// @param newDtype a number's dtype
    /// @return the changed options
    public ReduceOptions dtype(DType newDtype) {
        return new ReduceOptions(keepDims, Objects.requireNonNull(newDtype, "newDtype"), ddof, initial);
    }

    /// The same with other degrees of freedom.
    ///
    /// @param newDdof what is subtracted from the count of elements: 1 for an estimate from a sample
    /// @return the changed options
    public ReduceOptions ddof(double newDdof) {
        return new ReduceOptions(keepDims, dtype, newDdof, initial);
    }

    /// The same, beginning with a value.
    ///
    /// @param newInitial a value that an element of the dtype computed in may take
    /// @return the changed options
    public ReduceOptions initial(Object newInitial) {
        return new ReduceOptions(keepDims, dtype, ddof, Objects.requireNonNull(newInitial, "newInitial"));
    }
}
