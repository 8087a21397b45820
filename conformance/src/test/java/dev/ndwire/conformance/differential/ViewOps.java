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
        all.put("copy", a -> a.x().copy(Order.valueOf(a.text(0))));
        all.put("array_equal", a -> a.x().arrayEqual(a.y()));
    }
}
