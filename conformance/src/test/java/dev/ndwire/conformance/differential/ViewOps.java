package dev.ndwire.conformance.differential;

import dev.ndwire.ndarray.shape.Order;
import java.util.Map;

/// Views, and what copies only where no view exists.
final class ViewOps {
    private ViewOps() {}

    static void register(Map<String, Operation> all) {
        all.put("transpose", a -> a.x().transpose());
        all.put("permute", a -> a.x().transpose(a.smallIntegers(0)));
        all.put("reshape", a -> a.x().reshape(a.integers(0)));
        all.put("broadcast_to", a -> a.x().broadcastTo(a.integers(0)));
        all.put("field", a -> a.x().field(a.text(0)));
        all.put("fields", a -> a.x().fields(a.texts(0)));
        all.put("reshape_order", a -> a.x().reshape(Order.valueOf(a.text(0)), a.integers(1)));
        all.put("ravel", a -> a.x().ravel(Order.valueOf(a.text(0))));
        all.put("flatten", a -> a.x().flatten(Order.valueOf(a.text(0))));
        all.put("swap_axes", a -> a.x().swapAxes(a.smallInteger(0), a.smallInteger(1)));
        all.put("move_axis", a -> a.x().moveAxis(a.smallInteger(0), a.smallInteger(1)));
        all.put("squeeze_all", a -> a.x().squeeze());
        all.put("squeeze", a -> a.x().squeeze(a.smallIntegers(0)));
        all.put("expand_dims", a -> a.x().expandDims(a.smallIntegers(0)));
        all.put("flip_all", a -> a.x().flip());
        all.put("flip", a -> a.x().flip(a.smallIntegers(0)));
        all.put("diagonal", a -> a.x().diagonal(a.integer(0), a.smallInteger(1), a.smallInteger(2)));
        all.put(
                "as_strided",
                a -> a.integer(2) == 0
                        ? a.x().asStrided(a.integers(0), a.integers(1))
                        : a.x().asStrided(a.integers(0), a.integers(1), a.integer(2)));
        all.put("view", a -> a.x().view(a.dtype(0)));
        all.put("real", a -> a.x().real());
        all.put("imag", a -> a.x().imag());
        all.put("copy", a -> a.x().copy(Order.valueOf(a.text(0))));
        all.put("array_equal", a -> a.x().arrayEqual(a.y()));
        all.put("array_equal_nan", a -> a.x().arrayEqual(a.y(), true));
        all.put("array_equal_long", a -> a.x().arrayEqual(a.y(), a.truth(0)));
    }
}
