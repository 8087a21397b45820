package dev.ndwire.ndarray.packages;

import dev.ndwire.core.value.ByteSized;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.shape.Shapes;
import java.util.Arrays;

/// A `sparse.COO`: values and their coordinates, in any number of axes. Its fill value does not travel: it is 0.
///
/// @param coords one row an axis, one column a value; shared
/// @param data the values; shared
/// @param shape the lengths of the axes, as an array of one axis
public record SparseCoo(NDArray coords, NDArray data, NDArray shape) implements ByteSized {
    /// Checks that the parts agree.
    ///
    /// @throws IllegalArgumentException if there is not a coordinate for each value and each axis
    public SparseCoo {
        boolean agrees = data.ndim() == 1
                && shape.ndim() == 1
                && Arrays.equals(coords.shape(), new long[] {shape.size(), data.size()});
        if (!agrees) {
            throw new IllegalArgumentException(
                    "coordinates of shape " + Shapes.text(coords.shape()) + " for values of shape "
                            + Shapes.text(data.shape()) + " in " + shape.size()
                            + " axes: there must be a row an axis and a column a value");
        }
    }

    @Override
    public long byteSize() {
        return Math.addExact(coords.byteSize(), data.byteSize());
    }
}
