package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Index;

/// One part of an index expression that may hold arrays, as numpy writes them between brackets.
public sealed interface Selector {
    /// A number, a slice, a new axis or an ellipsis.
    ///
    /// @param index the part
    record Basic(Index index) implements Selector {}

    /// An array of positions on one axis, or of bools, which stand for the positions of those that are true on as many
    /// axes as the array has.
    ///
    /// @param elements integers or bools
    record Positions(Strided elements) implements Selector {}
}
