package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Index;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import dev.ndwire.ndarray.shape.TakeMode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an index with arrays in it comes to: axes that are kept, as a layout, and places in memory that are picked.
final class SelectionPlan {
    /// Kinds of index, which numpy tells apart when values are assigned.
    enum Form {
        /// One mask with all axes of the array.
        WHOLE_MASK,
        /// Arrays among the parts.
        ARRAYS,
        /// No arrays, or such without axes, which count as numbers.
        BASIC,
        /// One number for each axis.
        ELEMENT
    }

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private final Layout kept;
    private final long[] picked;
    private final int axis;
    private final MemorySegment byteOffsets;
    private final Form form;

    private SelectionPlan(Layout kept, long[] picked, int axis, MemorySegment byteOffsets, Form form) {
        this.kept = kept;
        this.picked = picked;
        this.axis = axis;
        this.byteOffsets = byteOffsets;
        this.form = form;
    }

    static SelectionPlan of(Scratch scratch, Layout layout, List<Selector> index) {
        return new Maker(scratch, layout, index).make();
    }

    /// The axes of slices, new axes and those that are not named, at position 0 of all axes that are picked from.
    Layout kept() {
        return kept;
    }

    /// Which axis of the result is the first of the picked ones.
    int axis() {
        return axis;
    }

    /// One long for each picked place, in C order: how far it is from position 0.
    MemorySegment byteOffsets() {
        return byteOffsets;
    }

    /// What numpy says of values that do not fit.
    Form form() {
        return form;
    }

    /// The shape of the result.
    long[] shape() {
        return Blocks.with(kept.shape(), axis, picked);
    }

    /// The shape of the result, all picked axes taken for one.
    long[] shapeOfOnePickedAxis() {
        return Blocks.with(kept.shape(), axis, count());
    }

    /// The number of picked places.
    long count() {
        return Shapes.elementCount(picked, 1);
    }

    /// What one array adds to the offsets: a long for each of its elements.
    ///
    /// @param layout the array's shape, in C order
    /// @param lists how many arrays of positions numpy makes of it
    private record Part(Layout layout, MemorySegment byteOffsets, int lists) {
        static Part of(MemorySegment byteOffsets, int lists, long... shape) {
            return new Part(Layout.contiguous(shape, Long.BYTES, Order.C), byteOffsets, lists);
        }
    }

    /// Positions that are checked once it is known that some place is picked at all.
    private record Unchecked(MemorySegment positions, long count, int axis, long length, long byteStride) {}

    private static final class Maker {
        private final Scratch scratch;
        private final Layout layout;
        private final List<Selector> index;
        private final boolean hasArrays;
        /// How many axes of the array the ellipsis, or the end, stands for.
        private final int left;
        private final List<Index> view = new ArrayList<>();
        private final List<Integer> dropped = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();
        private final List<Unchecked> unchecked = new ArrayList<>();
        private int axis;
        private int viewAxis;
        private int pickedAxis = -1;
        private boolean isInterrupted;
        private boolean isApart;

        Maker(Scratch scratch, Layout layout, List<Selector> index) {
            this.scratch = scratch;
            this.layout = layout;
            this.index = index;
            this.hasArrays = index.stream().anyMatch(part -> part instanceof Selector.Positions && !isNumber(part));
            int consumed = index.stream().mapToInt(Maker::axes).sum();
            if (consumed > layout.axisCount()) {
                throw new IndexOutOfBoundsException("too many indices for array: array is " + layout.axisCount()
                        + "-dimensional, but " + consumed + " were indexed");
            }
            this.left = layout.axisCount() - consumed;
        }

        private static boolean isNumber(Selector part) {
            return part instanceof Selector.Positions positions
                    ? positions.elements().layout().axisCount() == 0
                            && positions.elements().dtype().kind() != Kind.BOOL
                    : ((Selector.Basic) part).index() instanceof Index.At;
        }

        /// How many axes of the array a part takes.
        private static int axes(Selector part) {
            if (part instanceof Selector.Positions positions) {
                boolean isMask = positions.elements().dtype().kind() == Kind.BOOL;
                return isMask ? positions.elements().layout().axisCount() : 1;
            }
            Index basic = ((Selector.Basic) part).index();
            return basic instanceof Index.At || basic instanceof Index.Slice ? 1 : 0;
        }

        SelectionPlan make() {
            boolean hasEllipsis = false;
            for (Selector part : index) {
                if (part instanceof Selector.Positions positions) {
                    pick(positions.elements());
                } else {
                    Index basic = ((Selector.Basic) part).index();
                    if (basic instanceof Index.Ellipsis && hasEllipsis) {
                        throw new IndexOutOfBoundsException("an index can only have a single ellipsis ('...')");
                    }
                    hasEllipsis |= basic instanceof Index.Ellipsis;
                    keep(basic);
                }
            }
            Layout kept = withoutDropped(layout.at(view.toArray(Index[]::new)));
            long[] picked = common();
            MemorySegment offsets = byteOffsets(picked);
            return new SelectionPlan(kept, picked, isApart || pickedAxis < 0 ? 0 : pickedAxis, offsets, form());
        }

        private Layout withoutDropped(Layout viewed) {
            long[] shape = viewed.shape();
            long[] byteStrides = viewed.byteStrides();
            for (int i = dropped.size() - 1; i >= 0; i--) {
                shape = Blocks.without(shape, dropped.get(i), 1);
                byteStrides = Blocks.without(byteStrides, dropped.get(i), 1);
            }
            // Without elements strides may be any, and they would reach anywhere.
            return viewed.elementCount() == 0
                    ? Layout.contiguous(shape, viewed.itemSize(), Order.C)
                    : Layout.of(shape, byteStrides, viewed.byteOffset(), viewed.itemSize());
        }

        private Form form() {
            if (!hasArrays) {
                return left == 0 && index.stream().allMatch(Maker::isNumber) ? Form.ELEMENT : Form.BASIC;
            }
            boolean isMask = index.size() == 1
                    && ((Selector.Positions) index.get(0)).elements().dtype().kind() == Kind.BOOL;
            return isMask && left == 0 ? Form.WHOLE_MASK : Form.ARRAYS;
        }

        private void keep(Index basic) {
            if (basic instanceof Index.At && hasArrays) {
                pick();
                view.add(basic);
                axis++;
                return;
            }
            isInterrupted = pickedAxis >= 0;
            view.add(basic);
            if (basic instanceof Index.Ellipsis) {
                axis += left;
                viewAxis += left;
            } else {
                axis += basic instanceof Index.NewAxis ? 0 : 1;
                viewAxis += basic instanceof Index.At ? 0 : 1;
            }
        }

        /// Notes where in the result the picked axes come, and whether kept ones stand between them.
        private void pick() {
            if (pickedAxis < 0) {
                pickedAxis = viewAxis - dropped.size();
            }
            isApart |= isInterrupted;
        }

        private void pick(Strided elements) {
            if (elements.dtype().kind() == Kind.BOOL) {
                pickMasked(elements);
                return;
            }
            if (elements.dtype().kind() != Kind.INT && elements.dtype().kind() != Kind.UINT) {
                throw new IllegalArgumentException("arrays used as indices must be of integer (or boolean) type, found "
                        + elements.dtype().repr());
            }
            MemorySegment positions = Indices.longs(scratch, elements, "same_kind", true);
            if (elements.layout().axisCount() == 0) {
                keep(Index.at(positions.get(LONG, 0)));
                return;
            }
            pick();
            long length = layout.length(axis);
            unchecked.add(new Unchecked(positions, elements.size(), axis, length, layout.byteStride(axis)));
            parts.add(Part.of(positions, 1, elements.layout().shape()));
            drop(1);
        }

        private void pickMasked(Strided mask) {
            pick();
            Layout given = mask.layout();
            for (int i = 0; i < given.axisCount(); i++) {
                // A mask without elements picks nothing, whatever it lies on.
                if (given.length(i) != layout.length(axis + i) && given.length(i) != 0) {
                    throw new IndexOutOfBoundsException("boolean index did not match indexed array along axis "
                            + (axis + i) + "; size of axis is " + layout.length(axis + i)
                            + " but size of corresponding boolean axis is " + given.length(i));
                }
            }
            MemorySegment flags = Truth.flags(scratch, mask);
            long count = TruePositions.count(flags, mask.size());
            var strides = new long[given.axisCount()];
            for (int i = 0; i < strides.length; i++) {
                strides[i] = layout.byteStride(axis + i);
            }
            MemorySegment offsets = TruePositions.offsets(scratch, flags, count, given.shape(), strides);
            parts.add(Part.of(offsets, Math.max(1, given.axisCount()), count));
            drop(given.axisCount());
        }

        private void drop(int axes) {
            for (int i = 0; i < axes; i++) {
                view.add(Index.all());
                dropped.add(viewAxis++);
                axis++;
            }
        }

        private long[] common() {
            var shape = new long
                    [parts.stream()
                            .mapToInt(part -> part.layout().axisCount())
                            .max()
                            .orElse(0)];
            Arrays.fill(shape, 1);
            for (Part part : parts) {
                int start = shape.length - part.layout().axisCount();
                for (int i = 0; i < part.layout().axisCount(); i++) {
                    long length = part.layout().length(i);
                    if (shape[start + i] != length && shape[start + i] != 1 && length != 1) {
                        throw new IndexOutOfBoundsException(unfit());
                    }
                    shape[start + i] = length == 1 ? shape[start + i] : length;
                }
            }
            return shape;
        }

        private String unfit() {
            var text = new StringBuilder("shape mismatch: indexing arrays could not be broadcast together with shapes");
            for (Part part : parts) {
                text.append((' ' + Selection.compact(part.layout().shape())).repeat(part.lists()));
            }
            return text.toString();
        }

        /// The sum of what all parts add. Where nothing is picked, positions may be any, as in numpy.
        private MemorySegment byteOffsets(long[] picked) {
            long count = Shapes.elementCount(picked, Long.BYTES);
            if (count == 0) {
                return MemorySegment.NULL;
            }
            for (Unchecked part : unchecked) {
                Indices.intoRange(part.positions(), part.count(), TakeMode.RAISE, part.axis(), part.length());
                Indices.toOffsets(part.positions(), part.count(), part.byteStride());
            }
            @Nullable MemorySegment sum = null;
            for (Part part : parts) {
                Strided own = new Strided(part.byteOffsets(), DType.INT64, part.layout());
                MemorySegment wide = Blocks.run(scratch, own.with(own.layout().broadcastTo(picked)));
                sum = sum == null ? wide : added(sum, wide, count);
            }
            return sum == null ? scratch.allocateFrom(LONG, 0L) : sum;
        }

        private MemorySegment added(MemorySegment left, MemorySegment right, long count) {
            MemorySegment sum = Blocks.longs(scratch, count);
            for (long at = 0; at < count * Long.BYTES; at += Long.BYTES) {
                sum.set(LONG, at, left.get(LONG, at) + right.get(LONG, at));
            }
            return sum;
        }
    }
}
