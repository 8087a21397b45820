package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;

/// The lease without memory.
final class EmptyLease extends Lease {
    static final EmptyLease INSTANCE = new EmptyLease();
    static final Hold NO_HOLD = () -> {};

    private EmptyLease() {}

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        PooledLease.requireArguments(byteSize, byteAlignment);
        if (byteSize > 0) {
            throw new UnsupportedOperationException(
                    byteSize + " bytes were asked for, but this is the empty lease, which has none");
        }
        return MemorySegment.ofAddress(byteAlignment);
    }

    @Override
    MemorySegment attachForeign(Region region) {
        region.free();
        throw new UnsupportedOperationException("memory was to be added, but this is the empty lease, which has none");
    }

    @Override
    public Hold hold() {
        return NO_HOLD;
    }

    @Override
    public boolean owns(MemorySegment segment) {
        return false;
    }

    @Override
    public void onEnd(Runnable action) {}

    @Override
    public Hold pin() {
        return NO_HOLD;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public Ownership ownership() {
        return Ownership.LEASED;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "Lease[none]";
    }
}
