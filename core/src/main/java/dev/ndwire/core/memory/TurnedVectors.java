package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Turns the tiles of [TurnedTile] that hold longs, 4 × 4 at once, in vectors of 256 bits.
///
/// The module is optional and in an incubator: this class is loaded only where the module has been asked for with
/// `--add-modules jdk.incubator.vector`.
final class TurnedVectors {
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_256;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    // Neighbours, and halves, change places; what a blend takes of its second vector.
    private static final VectorShuffle<Long> NEIGHBOURS = VectorShuffle.fromValues(LONGS, 1, 0, 3, 2);
    private static final VectorShuffle<Long> HALVES = VectorShuffle.fromValues(LONGS, 2, 3, 0, 1);
    private static final VectorMask<Long> SECOND_OF_TWO = VectorMask.fromLong(LONGS, 0b1010);
    private static final VectorMask<Long> SECOND_HALF = VectorMask.fromLong(LONGS, 0b1100);

    private TurnedVectors() {}

    /// Whether the processor has such vectors.
    static boolean areFast() {
        return LongVector.SPECIES_PREFERRED.length() >= LONGS.length();
    }

    /// Turns one tile of 8 × 8 longs, as [TurnedTile#turn] does.
    static void longs(MemorySegment source, long from, long stride, MemorySegment target, long to, long step) {
        quarter(source, from, stride, target, to, step);
        quarter(source, from + 4 * stride, stride, target, to + 32, step);
        quarter(source, from + 32, stride, target, to + 4 * step, step);
        quarter(source, from + 32 + 4 * stride, stride, target, to + 4 * step + 32, step);
    }

    /// Turns 4 × 4 longs: pairs of them in pairs of columns, then halves of the pairs of pairs.
    private static void quarter(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step) {
        LongVector a = LongVector.fromMemorySegment(LONGS, source, from, ORDER);
        LongVector b = LongVector.fromMemorySegment(LONGS, source, from + stride, ORDER);
        LongVector c = LongVector.fromMemorySegment(LONGS, source, from + 2 * stride, ORDER);
        LongVector d = LongVector.fromMemorySegment(LONGS, source, from + 3 * stride, ORDER);
        LongVector abEven = a.blend(b.rearrange(NEIGHBOURS), SECOND_OF_TWO);
        LongVector abOdd = a.rearrange(NEIGHBOURS).blend(b, SECOND_OF_TWO);
        LongVector cdEven = c.blend(d.rearrange(NEIGHBOURS), SECOND_OF_TWO);
        LongVector cdOdd = c.rearrange(NEIGHBOURS).blend(d, SECOND_OF_TWO);
        abEven.blend(cdEven.rearrange(HALVES), SECOND_HALF).intoMemorySegment(target, to, ORDER);
        abOdd.blend(cdOdd.rearrange(HALVES), SECOND_HALF).intoMemorySegment(target, to + step, ORDER);
        abEven.rearrange(HALVES).blend(cdEven, SECOND_HALF).intoMemorySegment(target, to + 2 * step, ORDER);
        abOdd.rearrange(HALVES).blend(cdOdd, SECOND_HALF).intoMemorySegment(target, to + 3 * step, ORDER);
    }
}
