package dev.ndwire.conformance.differential;

import java.util.Map;

/// Basic indexing.
final class IndexOps {
    private IndexOps() {}

    static void register(Map<String, Operation> all) {
        all.put("at", a -> a.x().at(a.text(0)));
        all.put("slice", a -> a.x().slice(a.smallInteger(0), a.integerOrNull(1), a.integerOrNull(2), a.integer(3)));
    }
}
