package dev.ndwire.conformance.differential;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is done in Java where numpy did the operation of the same name.
@FunctionalInterface
interface Operation {
    /// Does it.
    ///
    /// @return an array, a text, a number, a truth value, a dtype, or a list of such; null where memory is changed
    @Nullable
    Object apply(Arguments arguments);

    /// All operations by name.
    static Map<String, Operation> all() {
        var all = new TreeMap<String, Operation>();
        IndexOps.register(all);
        ViewOps.register(all);
        CastOps.register(all);
        UfuncOps.register(all);
        ReduceOps.register(all);
        SelectOps.register(all);
        PrintOps.register(all);
        return all;
    }
}
