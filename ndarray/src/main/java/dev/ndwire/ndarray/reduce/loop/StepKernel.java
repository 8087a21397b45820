package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;

/// Puts elements together with those before them, in native memory and this machine's byte order.
interface StepKernel {
    /// One row: `memory[i] = before[i] op memory[i]`, upwards, where `before` may be the same elements one earlier.
    void run(MemorySegment memory, long before, long at, long stride, long count);

    /// The kernel of an operation.
    ///
    /// @param isSum whether elements are added; else they are multiplied
    /// @param dtype a bool, 64-bit integer, float, complex number or span of time
    /// @param stepCount how many elements are put together with those before them; complex products of one step are
    ///     rounded once less, since numpy computes them in vector code
    static StepKernel of(boolean isSum, DType dtype, long stepCount) {
        boolean isSingle = dtype.itemSize() == 2 * Float.BYTES;
        return switch (dtype.kind()) {
            case BOOL -> isSum ? Steps::or : Steps::and;
            case TIMEDELTA -> Steps::addSpans;
            case FLOAT ->
                switch ((int) dtype.itemSize()) {
                    case Short.BYTES -> isSum ? Steps::addHalves : Steps::multiplyHalves;
                    case Float.BYTES -> isSum ? Steps::addFloats : Steps::multiplyFloats;
                    default -> isSum ? Steps::addDoubles : Steps::multiplyDoubles;
                };
            case COMPLEX ->
                isSum || stepCount > 1 ? ofComplex(isSum, isSingle) : isSingle ? Steps::fuseFloats : Steps::fuseDoubles;
            default -> isSum ? Steps::addLongs : Steps::multiplyLongs;
        };
    }

    private static StepKernel ofComplex(boolean isSum, boolean isSingle) {
        return isSingle
                ? (memory, before, at, stride, count) -> Steps.complexFloats(isSum, memory, before, at, stride, count)
                : (memory, before, at, stride, count) -> Steps.complex(isSum, memory, before, at, stride, count);
    }
}
