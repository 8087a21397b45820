package dev.ndwire.arrow.cdata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A structure of the C Data interface. Whoever has it calls its `release` once; `private` is its maker's.
///
/// One without `release` is released, or moved elsewhere, and must not be looked at.
sealed interface CStructure permits CNode, CStream {
    /// What all members are: signed numbers and addresses of 64 bits.
    ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    /// Where it is.
    MemorySegment at();

    /// The byte at which `release` is. Behind it is `private`.
    long releaseByteOffset();

    default long release() {
        return at().get(LONG, releaseByteOffset());
    }

    default long privateData() {
        return at().get(LONG, releaseByteOffset() + Long.BYTES);
    }

    default void markReleased() {
        at().set(LONG, releaseByteOffset(), 0);
    }

    default void setRelease(MemorySegment function, long privateData) {
        at().set(LONG, releaseByteOffset(), function.address());
        at().set(LONG, releaseByteOffset() + Long.BYTES, privateData);
    }
}
