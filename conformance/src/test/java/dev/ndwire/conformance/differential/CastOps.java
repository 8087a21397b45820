package dev.ndwire.conformance.differential;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.shape.Index;
import dev.ndwire.ndarray.shape.Order;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Conversion between dtypes, assignment, and what dtypes have in common.
final class CastOps {
    private CastOps() {}

    static void register(Map<String, Operation> all) {
        for (String name : List.of("astype", "astype_same_value", "astype_long", "astype_of_long")) {
            all.put(name, a -> a.x().astype(a.dtype(0), casting(a.text(1))));
        }
        all.put("astype_uncopied", a -> a.x().astype(a.dtype(0), Order.valueOf(a.text(1)), Casting.UNSAFE, false));
        all.put("assign", a -> {
            a.x().assign(a.y());
            return null;
        });
        all.put("assign_view", a -> {
            a.x().at(a.text(0)).assign(a.value(1));
            return null;
        });
        all.put("assign_self", CastOps::assignTurned);
        all.put("copyto", a -> {
            a.x().assign(a.y(), casting(a.text(0)));
            return null;
        });
        all.put("fill", a -> {
            a.x().fill(a.value(0));
            return null;
        });
        all.put("can_cast", a -> casting(a.text(2)).allows(a.dtype(0), a.dtype(1)));
        all.put("promote", a -> Promotion.of(a.dtype(0), a.dtype(1)));
    }

    private static @Nullable Object assignTurned(Arguments a) {
        int[] signs = a.smallIntegers(0);
        var parts = new Index[signs.length];
        for (int axis = 0; axis < signs.length; axis++) {
            parts[axis] = Index.slice(null, null, signs[axis]);
        }
        NDArray turned = a.x().at(parts);
        a.x().assign(turned);
        return null;
    }

    private static Casting casting(String name) {
        return Casting.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
