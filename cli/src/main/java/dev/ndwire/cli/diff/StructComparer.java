package dev.ndwire.cli.diff;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import java.nio.channels.ClosedByInterruptException;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Compares structures field by field, each field as an array of its own: what lies between fields does not count, nor
/// does where they lie, and numbers in them may be apart. Structures have no distance.
final class StructComparer extends ElementComparer {
    private final List<String> names;
    private final ComparerChoice choice;
    private final BitSet differing = new BitSet(ArrayComparison.PIECE_SIZE);

    private StructComparer(List<String> names, ComparerChoice choice) {
        this.names = names;
        this.choice = choice;
    }

    /// Pairs the fields, which have the same names in the same order.
    ///
    /// @return a comparer, or null if names differ, or elements of two fields are not compared
    static @Nullable StructComparer of(DType left, DType right, ComparerChoice choice) {
        List<Field> one = left.fields();
        List<Field> other = right.fields();
        if (!names(one).equals(names(other))) {
            return null;
        }
        for (int i = 0; i < one.size(); i++) {
            if (choice.of(one.get(i).dtype(), other.get(i).dtype()) == null) {
                return null;
            }
        }
        return new StructComparer(names(one), choice);
    }

    private static List<String> names(List<Field> fields) {
        return fields.stream().map(Field::name).toList();
    }

    @Override
    void compare(NDArray left, NDArray right, long start) throws ClosedByInterruptException {
        if (left.equals(right)) {
            return;
        }
        differing.clear();
        for (String name : names) {
            compareFields(left.field(name), right.field(name), left.size());
        }
        differing.stream().forEach(element -> note(start + element, false));
    }

    @Override
    @Nullable
    String error() {
        return null;
    }

    /// A sub-array's items are elements of the field, of which each structure has as many.
    private void compareFields(NDArray left, NDArray right, long structCount) throws ClosedByInterruptException {
        long itemCount = left.size() / structCount;
        // A comparer of its own for each piece: those of all fields at once would take too much memory.
        ElementComparer comparer = Objects.requireNonNull(choice.of(left.dtype(), right.dtype()));
        comparer.tell(item -> differing.set((int) (item / itemCount)));
        ArrayComparison.walk(comparer, left, right, 0, size -> {});
    }
}
