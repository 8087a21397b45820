package dev.ndwire.ndarray.select;

import dev.ndwire.core.memory.StridedCopy;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;

/// Sorts along one axis: numpy's `sort` and `argsort`, stable ones.
///
/// The axis is brought to the end, so that each of its rows lies in one run of native memory, is sorted there, and
/// brought back: two blocked copies cost less than walking a column of a large array.
public final class Sorting {
    private Sorting() {}

    /// Sorts a copy.
    ///
    /// @param memory where the result comes from
    /// @param source the elements, of any dtype
    /// @param axis which axis; a negative number counts from the last
    /// @param fields the fields of a structure that are compared first; then come all others
    /// @return a copy in C order, each row along the axis sorted
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalArgumentException if there is no such field, or rows are longer than a Java array
    public static Strided sort(SegmentAllocator memory, Strided source, int axis, String... fields) {
        RowOrder order = order(source.dtype(), fields);
        int sorted = Shapes.axis(axis, source.layout().axisCount());
        int length = RowOrder.checkedLength(source.layout().length(sorted));
        boolean isLast = sorted == source.layout().axisCount() - 1;
        try (var scratch = Scratch.beside(memory)) {
            Strided turned = Blocks.copied(isLast ? memory : scratch, Blocks.withLast(source, sorted));
            order.sort(turned.segment(), rows(source, length), length);
            return isLast ? turned : Blocks.copied(memory, Blocks.withLastAt(turned, sorted));
        }
    }

    /// Sorts in place.
    ///
    /// @param target the elements, of any dtype
    /// @param axis which axis; a negative number counts from the last
    /// @param fields the fields of a structure that are compared first; then come all others
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalArgumentException if there is no such field, or rows are longer than a Java array
    public static void sortInPlace(Strided target, int axis, String... fields) {
        RowOrder order = order(target.dtype(), fields);
        int sorted = Shapes.axis(axis, target.layout().axisCount());
        int length = RowOrder.checkedLength(target.layout().length(sorted));
        Strided turned = Blocks.withLast(target, sorted);
        Layout layout = turned.layout();
        if (target.segment().isNative() && layout.isContiguous(Order.C)) {
            order.sort(target.segment().asSlice(layout.byteOffset(), layout.byteSize()), rows(target, length), length);
            return;
        }
        try (var scratch = Scratch.standard()) {
            MemorySegment run = Blocks.copied(scratch, turned).segment();
            order.sort(run, rows(target, length), length);
            StridedCopy.scatter(
                    run,
                    target.segment(),
                    layout.byteOffset(),
                    layout.shape(),
                    layout.byteStrides(),
                    layout.itemSize());
        }
    }

    /// Finds the order of the elements.
    ///
    /// @param memory where the result comes from
    /// @param source the elements, of any dtype
    /// @param axis which axis; a negative number counts from the last
    /// @param fields the fields of a structure that are compared first; then come all others
    /// @return int64 positions on the axis, in the shape of `source`; those of equal elements in their order
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalArgumentException if there is no such field, or rows are longer than a Java array
    public static Strided argSort(SegmentAllocator memory, Strided source, int axis, String... fields) {
        return argSortListed(memory, Blocks.listed(source), axis, fields);
    }

    private static Strided argSortListed(SegmentAllocator memory, Strided source, int axis, String... fields) {
        RowOrder order = order(source.dtype(), fields);
        int sorted = Shapes.axis(axis, source.layout().axisCount());
        int length = RowOrder.checkedLength(source.layout().length(sorted));
        boolean isLast = sorted == source.layout().axisCount() - 1;
        try (var scratch = Scratch.beside(memory)) {
            Strided turned = Blocks.withLast(source, sorted);
            MemorySegment run = Blocks.run(scratch, turned);
            Strided positions = Blocks.fresh(
                    isLast ? memory : scratch, DType.INT64, turned.layout().shape());
            order.positions(run, rows(source, length), length, positions.segment());
            return isLast ? positions : Blocks.copied(memory, Blocks.withLastAt(positions, sorted));
        }
    }

    private static long rows(Strided elements, int length) {
        return length == 0 ? 0 : elements.size() / length;
    }

    private static RowOrder order(DType dtype, String... fields) {
        if (fields.length == 0) {
            return RowOrder.of(dtype);
        }
        if (!dtype.isStruct()) {
            throw new IllegalArgumentException("Cannot specify order when the array has no fields.");
        }
        List<Field> left = new ArrayList<>(dtype.fields());
        List<Field> ordered = new ArrayList<>();
        for (String name : fields) {
            Field found = left.stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            ordered.stream().anyMatch(field -> field.name().equals(name))
                                    ? "duplicate field name: " + name
                                    : "unknown field name: " + name));
            left.remove(found);
            ordered.add(found);
        }
        ordered.addAll(left);
        return RowOrder.of(dtype, ElementOrder.ofFields(ordered));
    }
}
