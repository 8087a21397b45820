package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Gathers bytes and shorts of [EverySecond] in vectors: of numbers twice as wide, whose low half is the element, the
/// low halves.
///
/// Loaded only where the incubating module has been asked for. A quarter of the time that folded longs take for bytes;
/// ints gain nothing. Sees native segments only.
final class SteppedVectors {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorShape HALF = VectorShape.forBitSize(INTS.vectorBitSize() / 2);
    private static final VectorSpecies<Byte> HALVES_OF_SHORTS = VectorSpecies.of(byte.class, HALF);
    private static final VectorSpecies<Short> HALVES_OF_INTS = VectorSpecies.of(short.class, HALF);

    private SteppedVectors() {}

    /// Whether the processor has vectors of 256 bits, and the low half of a number comes first in memory.
    static boolean areFast() {
        return INTS.length() >= 8 && ByteOrder.nativeOrder() == ORDER;
    }

    /// Gathers most of a line, as [EverySecond#gather] does.
    ///
    /// @param unit bytes of one element: 1 or 2
    /// @param wholes how many elements have the whole gap behind them in the source
    /// @return how many elements were gathered
    static long gather(int unit, MemorySegment source, long from, MemorySegment target, long to, long wholes) {
        long byteSize = INTS.vectorByteSize();
        long vectors = wholes * 2 * unit / byteSize;
        MemorySegment line = source.asSlice(from, vectors * byteSize);
        MemorySegment halves = target.asSlice(to, vectors * byteSize / 2);
        switch (unit) {
            case 1 -> bytes(line, halves, byteSize);
            default -> shorts(line, halves, byteSize);
        }
        return vectors * byteSize / (2L * unit);
    }

    private static void bytes(MemorySegment line, MemorySegment halves, long byteSize) {
        for (long at = 0; at < line.byteSize(); at += byteSize) {
            ShortVector.fromMemorySegment(SHORTS, line, at, ORDER)
                    .castShape(HALVES_OF_SHORTS, 0)
                    .intoMemorySegment(halves, at / 2, ORDER);
        }
    }

    private static void shorts(MemorySegment line, MemorySegment halves, long byteSize) {
        for (long at = 0; at < line.byteSize(); at += byteSize) {
            IntVector.fromMemorySegment(INTS, line, at, ORDER)
                    .castShape(HALVES_OF_INTS, 0)
                    .intoMemorySegment(halves, at / 2, ORDER);
        }
    }
}
