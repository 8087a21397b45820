package dev.ndwire.conformance.differential;

import dev.ndwire.ndarray.dtype.DType;
import java.util.List;
import java.util.Map;

/// Texts of arrays and dtypes.
final class PrintOps {
    private PrintOps() {}

    static void register(Map<String, Operation> all) {
        all.put("str", a -> a.x().toString());
        all.put("repr", a -> a.x().repr());
        all.put("dtype", a -> {
            DType dtype = a.dtype(0);
            return List.of(dtype.str(), dtype.toString(), dtype.repr(), dtype.name());
        });
    }
}
