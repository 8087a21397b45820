package dev.ndwire.conformance.differential;

import dev.ndwire.conformance.vectors.Json;
import dev.ndwire.ndarray.array.ArrayMath;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.util.Locale;
import java.util.Map;

/// Element-wise functions.
final class UfuncOps {
    private UfuncOps() {}

    static void register(Map<String, Operation> all) {
        for (Ufunc function : Ufunc.values()) {
            all.put(function.name().toLowerCase(Locale.ROOT), a -> ArrayMath.evaluate(function, operands(a, 0)));
        }
        all.put("out", a -> {
            ArrayMath.evaluateInto(a.x(), Ufunc.valueOf(a.text(0).toUpperCase(Locale.ROOT)), operands(a, 1));
            return null;
        });
        all.put("clip", a -> a.x().clip(a.valueOrNull(0), a.valueOrNull(1)));
        all.put("round", a -> a.x().round(a.smallInteger(0)));
        all.put("divmod", a -> a.x().divmod(a.value(0)));
        all.put("is_close", a -> a.x().isClose(a.y(), 1e-5, 1e-8, a.truth(0)));
        all.put("is_close_scalar", a -> a.x().isClose(a.value(0), 1e-5, 1e-8, a.truth(1)));
    }

    private static Object[] operands(Arguments a, int index) {
        return a.json(index).list().stream().map((Json one) -> a.value(one)).toArray();
    }
}
