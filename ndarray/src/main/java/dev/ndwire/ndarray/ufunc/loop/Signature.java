package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.dtype.DType;
import java.util.List;

/// The loop that was found for operands: what they are converted to, and what comes out.
///
/// @param inputs the dtypes that the loop takes, in this machine's byte order
/// @param computed what the loop writes
/// @param output what numpy's result has: for absolute values of complex64 half of `computed`
/// @param loop the loop
record Signature(List<DType> inputs, DType computed, DType output, Loop loop) {
    static Signature of(List<DType> inputs, DType output, Loop loop) {
        return new Signature(inputs, output, output, loop);
    }
}
