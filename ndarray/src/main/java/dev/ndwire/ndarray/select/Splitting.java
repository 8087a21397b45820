package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Shapes;
import java.util.ArrayList;
import java.util.List;

/// Cuts an axis into parts: numpy's `split` and `array_split`. All parts are views.
public final class Splitting {
    private Splitting() {}

    /// Cuts an axis into parts of equal length.
    ///
    /// @param layout what is cut
    /// @param sections how many parts, at least 1
    /// @param axis which axis; a negative number counts from the last
    /// @return the parts in their order
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalArgumentException if `sections` is not positive, or does not divide the length
    public static List<Layout> split(Layout layout, int sections, int axis) {
        long length = layout.length(axis);
        checkSections(sections);
        if (length % sections != 0) {
            throw new IllegalArgumentException("array split does not result in an equal division: length " + length
                    + " of axis " + axis + " in " + sections + " parts");
        }
        return arraySplit(layout, sections, axis);
    }

    /// Cuts an axis into parts whose lengths differ by 1 at most, the longer ones first.
    ///
    /// @param layout what is cut
    /// @param sections how many parts, at least 1
    /// @param axis which axis; a negative number counts from the last
    /// @return the parts in their order
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalArgumentException if `sections` is not positive
    public static List<Layout> arraySplit(Layout layout, int sections, int axis) {
        long length = layout.length(axis);
        checkSections(sections);
        var cuts = new long[sections - 1];
        long longer = length % sections;
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = (i + 1) * (length / sections) + Math.min(i + 1, longer);
        }
        return split(layout, cuts, axis);
    }

    private static void checkSections(int sections) {
        if (sections <= 0) {
            throw new IllegalArgumentException("number sections must be larger than 0.");
        }
    }

    /// Cuts an axis before given positions. As in Python's slices, a position may count from the end, and lie beyond
    /// it; where positions do not rise, parts are empty.
    ///
    /// @param layout what is cut
    /// @param cuts before which positions
    /// @param axis which axis; a negative number counts from the last
    /// @return one part more than there are cuts
    /// @throws IndexOutOfBoundsException if there is no such axis
    public static List<Layout> split(Layout layout, long[] cuts, int axis) {
        int cut = Shapes.axis(axis, layout.axisCount());
        var parts = new ArrayList<Layout>(cuts.length + 1);
        for (int i = 0; i <= cuts.length; i++) {
            long stop = i == cuts.length ? layout.length(cut) : cuts[i];
            parts.add(layout.slice(cut, i == 0 ? 0 : cuts[i - 1], stop, 1));
        }
        return List.copyOf(parts);
    }
}
