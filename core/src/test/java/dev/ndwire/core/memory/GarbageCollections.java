package dev.ndwire.core.memory;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;

/// What tests need of the garbage collector.
final class GarbageCollections {
    private GarbageCollections() {}

    /// How many collections of the whole heap this JVM has run.
    static long count() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> collector.getName().contains("MarkSweep"))
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    /// Collects until `condition` holds, and says whether it came to that.
    static boolean until(BooleanSupplier condition) {
        return until(condition, 500);
    }

    static boolean until(BooleanSupplier condition, int collections) {
        for (int i = 0; i < collections && !condition.getAsBoolean(); i++) {
            System.gc();
        }
        return condition.getAsBoolean();
    }
}
