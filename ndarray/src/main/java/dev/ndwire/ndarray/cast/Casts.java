package dev.ndwire.ndarray.cast;

import dev.ndwire.core.memory.StridedCopy;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.element.StridedLoop;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Converts whole arrays of elements from one dtype to another.
public final class Casts {
    /// Bytes of the native tile that elements on the heap pass through.
    private static final long TILE_BYTES = 1 << 15;

    private Casts() {}

    /// Writes every element of one array into the element at the same position of another, converted as numpy does
    /// where anything is allowed: `target[...] = source`.
    ///
    /// The result is as if the source had been copied first, where the two share memory.
    ///
    /// @param source any memory, strides, byte order and alignment
    /// @param target the same shape; any memory that may be written
    /// @throws IllegalArgumentException if shapes differ, there is no such conversion, or an element has no
    ///     counterpart, such as a text that is no number; elements before it may have been written
    /// @throws IllegalStateException if the memory of one is closed
    public static void convert(Strided source, Strided target) {
        if (!Arrays.equals(source.layout().shape(), target.layout().shape())) {
            throw new IllegalArgumentException(
                    "elements of shape " + Shapes.text(source.layout().shape()) + " are converted into shape "
                            + Shapes.text(target.layout().shape()));
        }
        boolean isCopy = source.dtype().equals(target.dtype());
        RowCast cast = RowCast.of(source.dtype(), target.dtype());
        if (source.size() == 0) {
            return;
        }
        if (isApart(source, target)) {
            convert(source, target, isCopy, cast);
        } else {
            try (Arena arena = Arena.ofConfined()) {
                convert(copy(source, arena), target, isCopy, cast);
            }
        }
    }

    private static void convert(Strided source, Strided target, boolean isCopy, RowCast cast) {
        if (isCopy) {
            StridedCopy.copy(
                    source.segment(),
                    source.layout().byteOffset(),
                    source.layout().byteStrides(),
                    target.segment(),
                    target.layout().byteOffset(),
                    target.layout().byteStrides(),
                    source.layout().shape(),
                    source.dtype().itemSize());
        } else if (source.segment().isNative() && target.segment().isNative()) {
            rows(source, target, cast);
        } else {
            throughTiles(source, target, cast);
        }
    }

    private static void rows(Strided source, Strided target, RowCast cast) {
        StridedLoop loop = StridedLoop.of(target, source);
        long length = loop.rowLength();
        long targetStride = loop.rowByteStride(0);
        long sourceStride = loop.rowByteStride(1);
        loop.forEachRow(
                at -> cast.run(source.segment(), at[1], sourceStride, target.segment(), at[0], targetStride, length));
    }

    /// Elements on the heap pass through native tiles: kernels that have seen heap memory are slow ever after.
    private static void throughTiles(Strided source, Strided target, RowCast cast) {
        StridedLoop loop = StridedLoop.of(target, source);
        long itemBytes = source.dtype().itemSize() + target.dtype().itemSize();
        long capacity = Math.min(loop.rowLength(), Math.max(1, TILE_BYTES / Math.max(1, itemBytes)));
        try (Arena arena = Arena.ofConfined()) {
            var tiles = new Tiles(
                    arena.allocate(capacity * source.dtype().itemSize(), Long.BYTES),
                    arena.allocate(capacity * target.dtype().itemSize(), Long.BYTES),
                    cast);
            loop.forEachRow(at -> {
                for (long done = 0; done < loop.rowLength(); done += capacity) {
                    long count = Math.min(capacity, loop.rowLength() - done);
                    Strided from = run(source, at[1] + done * loop.rowByteStride(1), loop.rowByteStride(1), count);
                    Strided to = run(target, at[0] + done * loop.rowByteStride(0), loop.rowByteStride(0), count);
                    tiles.convert(from, to);
                }
            });
        }
    }

    private static Strided run(Strided elements, long byteOffset, long byteStride, long count) {
        long itemSize = elements.dtype().itemSize();
        return elements.with(Layout.of(new long[] {count}, new long[] {byteStride}, byteOffset, itemSize));
    }

    /// Where parts of rows pass through.
    private record Tiles(MemorySegment source, MemorySegment target, RowCast cast) {
        void convert(Strided from, Strided to) {
            Layout read = from.layout();
            Layout written = to.layout();
            long sourceSize = read.itemSize();
            long targetSize = written.itemSize();
            StridedCopy.gather(from.segment(), read.byteOffset(), read.shape(), read.byteStrides(), sourceSize, source);
            cast.run(source, 0, sourceSize, target, 0, targetSize, from.size());
            StridedCopy.scatter(
                    target, to.segment(), written.byteOffset(), written.shape(), written.byteStrides(), targetSize);
        }
    }

    private static Strided copy(Strided source, Arena arena) {
        Layout layout = source.layout();
        DType dtype = source.dtype();
        MemorySegment memory = arena.allocate(layout.byteSize(), Long.BYTES);
        StridedCopy.gather(
                source.segment(), layout.byteOffset(), layout.shape(), layout.byteStrides(), dtype.itemSize(), memory);
        return Strided.contiguous(memory, dtype, layout.shape(), Order.C);
    }

    /// Whether no element is written before it is read: the bytes are others, or each result lies on its own source.
    private static boolean isApart(Strided source, Strided target) {
        if (reach(source).asOverlappingSlice(reach(target)).isEmpty()) {
            return true;
        }
        boolean isSamePlace = source.segment().address() + source.layout().byteOffset()
                == target.segment().address() + target.layout().byteOffset();
        return isSamePlace
                && source.dtype().itemSize() == target.dtype().itemSize()
                && Arrays.equals(source.layout().byteStrides(), target.layout().byteStrides());
    }

    private static MemorySegment reach(Strided elements) {
        Layout layout = elements.layout();
        return elements.segment().asSlice(layout.byteStart(), layout.byteEnd() - layout.byteStart());
    }
}
