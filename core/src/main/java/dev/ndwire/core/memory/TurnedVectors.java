package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Turns the columns of [TurnedLongs] in vectors: 8 × 8 at once where they have 512 bits, which takes two thirds of
/// the time that single longs take, else 4 × 4.
///
/// The module is optional and in an incubator: this class is loaded only where the module has been asked for with
/// `--add-modules jdk.incubator.vector`. All of a tile's vectors are locals of one method: those that are passed on
/// are objects unless the compiler takes in the method that they are passed to, which it does not always do.
final class TurnedVectors {
    private static final VectorSpecies<Long> EIGHT = LongVector.SPECIES_512;
    private static final VectorSpecies<Long> FOUR = LongVector.SPECIES_256;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int SIDE = TurnedLongs.SIDE;
    private static final boolean ARE_WIDE = LongVector.SPECIES_PREFERRED.length() >= EIGHT.length();

    // Neighbours, pairs, and halves of 8, change places; what a blend takes of its second vector.
    private static final VectorShuffle<Long> TURN_ONES = VectorShuffle.fromOp(EIGHT, lane -> lane ^ 1);
    private static final VectorShuffle<Long> TURN_PAIRS = VectorShuffle.fromOp(EIGHT, lane -> lane ^ 2);
    private static final VectorShuffle<Long> TURN_HALVES = VectorShuffle.fromOp(EIGHT, lane -> lane ^ 4);
    private static final VectorMask<Long> ODD_ONES = VectorMask.fromLong(EIGHT, 0b10101010);
    private static final VectorMask<Long> ODD_PAIRS = VectorMask.fromLong(EIGHT, 0b11001100);
    private static final VectorMask<Long> SECOND_HALF = VectorMask.fromLong(EIGHT, 0b11110000);

    private static final VectorShuffle<Long> NEIGHBOURS = VectorShuffle.fromOp(FOUR, lane -> lane ^ 1);
    private static final VectorShuffle<Long> HALVES = VectorShuffle.fromOp(FOUR, lane -> lane ^ 2);
    private static final VectorMask<Long> SECOND_OF_TWO = VectorMask.fromLong(FOUR, 0b1010);
    private static final VectorMask<Long> SECOND_OF_HALVES = VectorMask.fromLong(FOUR, 0b1100);

    private TurnedVectors() {}

    /// Whether the processor has such vectors.
    static boolean areFast() {
        return LongVector.SPECIES_PREFERRED.length() >= FOUR.length();
    }

    /// Turns 8 columns, as [TurnedLongs#turn] does.
    static void turn(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long tiles) {
        if (ARE_WIDE) {
            eights(source, from, stride, target, to, step, tiles);
        } else {
            fours(source, from, stride, target, to, step, tiles);
            fours(source, from + 4 * stride, stride, target, to + FOUR.vectorByteSize(), step, tiles);
        }
    }

    /// Turns tiles of 8 × 8: single longs in pairs of columns, then pairs of them, then halves.
    private static void eights(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long tiles) {
        long byteSize = tiles * EIGHT.vectorByteSize();
        MemorySegment c0 = source.asSlice(from, byteSize);
        MemorySegment c1 = source.asSlice(from + stride, byteSize);
        MemorySegment c2 = source.asSlice(from + 2 * stride, byteSize);
        MemorySegment c3 = source.asSlice(from + 3 * stride, byteSize);
        MemorySegment c4 = source.asSlice(from + 4 * stride, byteSize);
        MemorySegment c5 = source.asSlice(from + 5 * stride, byteSize);
        MemorySegment c6 = source.asSlice(from + 6 * stride, byteSize);
        MemorySegment c7 = source.asSlice(from + 7 * stride, byteSize);
        for (long tile = 0; tile < tiles; tile++) {
            long at = tile * EIGHT.vectorByteSize();
            long row = to + tile * SIDE * step;
            LongVector a = LongVector.fromMemorySegment(EIGHT, c0, at, ORDER);
            LongVector b = LongVector.fromMemorySegment(EIGHT, c1, at, ORDER);
            LongVector c = LongVector.fromMemorySegment(EIGHT, c2, at, ORDER);
            LongVector d = LongVector.fromMemorySegment(EIGHT, c3, at, ORDER);
            LongVector e = LongVector.fromMemorySegment(EIGHT, c4, at, ORDER);
            LongVector f = LongVector.fromMemorySegment(EIGHT, c5, at, ORDER);
            LongVector g = LongVector.fromMemorySegment(EIGHT, c6, at, ORDER);
            LongVector h = LongVector.fromMemorySegment(EIGHT, c7, at, ORDER);
            LongVector ab0 = a.blend(b.rearrange(TURN_ONES), ODD_ONES);
            LongVector ab1 = a.rearrange(TURN_ONES).blend(b, ODD_ONES);
            LongVector cd0 = c.blend(d.rearrange(TURN_ONES), ODD_ONES);
            LongVector cd1 = c.rearrange(TURN_ONES).blend(d, ODD_ONES);
            LongVector ef0 = e.blend(f.rearrange(TURN_ONES), ODD_ONES);
            LongVector ef1 = e.rearrange(TURN_ONES).blend(f, ODD_ONES);
            LongVector gh0 = g.blend(h.rearrange(TURN_ONES), ODD_ONES);
            LongVector gh1 = g.rearrange(TURN_ONES).blend(h, ODD_ONES);
            LongVector left0 = ab0.blend(cd0.rearrange(TURN_PAIRS), ODD_PAIRS);
            LongVector left1 = ab1.blend(cd1.rearrange(TURN_PAIRS), ODD_PAIRS);
            LongVector left2 = ab0.rearrange(TURN_PAIRS).blend(cd0, ODD_PAIRS);
            LongVector left3 = ab1.rearrange(TURN_PAIRS).blend(cd1, ODD_PAIRS);
            LongVector right0 = ef0.blend(gh0.rearrange(TURN_PAIRS), ODD_PAIRS);
            LongVector right1 = ef1.blend(gh1.rearrange(TURN_PAIRS), ODD_PAIRS);
            LongVector right2 = ef0.rearrange(TURN_PAIRS).blend(gh0, ODD_PAIRS);
            LongVector right3 = ef1.rearrange(TURN_PAIRS).blend(gh1, ODD_PAIRS);
            left0.blend(right0.rearrange(TURN_HALVES), SECOND_HALF).intoMemorySegment(target, row, ORDER);
            left1.blend(right1.rearrange(TURN_HALVES), SECOND_HALF).intoMemorySegment(target, row + step, ORDER);
            left2.blend(right2.rearrange(TURN_HALVES), SECOND_HALF).intoMemorySegment(target, row + 2 * step, ORDER);
            left3.blend(right3.rearrange(TURN_HALVES), SECOND_HALF).intoMemorySegment(target, row + 3 * step, ORDER);
            left0.rearrange(TURN_HALVES).blend(right0, SECOND_HALF).intoMemorySegment(target, row + 4 * step, ORDER);
            left1.rearrange(TURN_HALVES).blend(right1, SECOND_HALF).intoMemorySegment(target, row + 5 * step, ORDER);
            left2.rearrange(TURN_HALVES).blend(right2, SECOND_HALF).intoMemorySegment(target, row + 6 * step, ORDER);
            left3.rearrange(TURN_HALVES).blend(right3, SECOND_HALF).intoMemorySegment(target, row + 7 * step, ORDER);
        }
    }

    /// Turns 4 columns by tiles of 4 × 4: single longs in pairs of columns, then halves.
    private static void fours(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long tiles) {
        long byteSize = tiles * 2 * FOUR.vectorByteSize();
        MemorySegment c0 = source.asSlice(from, byteSize);
        MemorySegment c1 = source.asSlice(from + stride, byteSize);
        MemorySegment c2 = source.asSlice(from + 2 * stride, byteSize);
        MemorySegment c3 = source.asSlice(from + 3 * stride, byteSize);
        for (long tile = 0; tile < 2 * tiles; tile++) {
            long at = tile * FOUR.vectorByteSize();
            long row = to + tile * FOUR.length() * step;
            LongVector a = LongVector.fromMemorySegment(FOUR, c0, at, ORDER);
            LongVector b = LongVector.fromMemorySegment(FOUR, c1, at, ORDER);
            LongVector c = LongVector.fromMemorySegment(FOUR, c2, at, ORDER);
            LongVector d = LongVector.fromMemorySegment(FOUR, c3, at, ORDER);
            LongVector ab0 = a.blend(b.rearrange(NEIGHBOURS), SECOND_OF_TWO);
            LongVector ab1 = a.rearrange(NEIGHBOURS).blend(b, SECOND_OF_TWO);
            LongVector cd0 = c.blend(d.rearrange(NEIGHBOURS), SECOND_OF_TWO);
            LongVector cd1 = c.rearrange(NEIGHBOURS).blend(d, SECOND_OF_TWO);
            ab0.blend(cd0.rearrange(HALVES), SECOND_OF_HALVES).intoMemorySegment(target, row, ORDER);
            ab1.blend(cd1.rearrange(HALVES), SECOND_OF_HALVES).intoMemorySegment(target, row + step, ORDER);
            ab0.rearrange(HALVES).blend(cd0, SECOND_OF_HALVES).intoMemorySegment(target, row + 2 * step, ORDER);
            ab1.rearrange(HALVES).blend(cd1, SECOND_OF_HALVES).intoMemorySegment(target, row + 3 * step, ORDER);
        }
    }
}
