package dev.ndwire.ndarray.reduce.loop;

import java.lang.foreign.MemorySegment;

/// A kernel for sources on the heap, which pass through a native tile.
record HeapKernel(Kernel kernel, Tile tile, long itemSize) implements Kernel {
    @Override
    public boolean foldsHeap() {
        return true;
    }

    @Override
    public void fold(MemorySegment target, long at, MemorySegment source, long sourceAt, long stride, long count) {
        if (kernel.foldsHeap()) {
            kernel.fold(target, at, source, sourceAt, stride, count);
            return;
        }
        for (long done = 0; done < count; done += Tile.COUNT) {
            long length = Math.min(Tile.COUNT, count - done);
            MemorySegment loaded = tile.load(source, sourceAt + done * stride, stride, itemSize, length);
            kernel.fold(target, at, loaded, 0, itemSize, length);
        }
    }

    @Override
    public void rows(MemorySegment target, long at, long stride, Rows rows) {
        for (long row = 0; row < rows.rowCount(); row++) {
            long source = rows.at() + row * rows.rowStride();
            for (long done = 0; done < rows.count(); done += Tile.COUNT) {
                long length = Math.min(Tile.COUNT, rows.count() - done);
                MemorySegment loaded =
                        tile.load(rows.memory(), source + done * rows.stride(), rows.stride(), itemSize, length);
                kernel.rows(target, at + done * stride, stride, new Rows(loaded, 0, itemSize, length, 0, 1));
            }
        }
    }
}
