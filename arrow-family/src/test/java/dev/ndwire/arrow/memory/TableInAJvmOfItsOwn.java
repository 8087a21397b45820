package dev.ndwire.arrow.memory;

import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.ndarray.array.NDArray;
import java.util.Map;

/// Makes a table and says what became of it, for [ArrowFlagsTest].
final class TableInAJvmOfItsOwn {
    private TableInAJvmOfItsOwn() {}

    public static void main(String[] args) {
        System.out.println(TableInAJvmOfItsOwn.class.getModule().isNamed() ? "module path" : "class path");
        try (Table table = Table.ofArrays(Map.of("x", NDArray.of(new long[] {1, 2, 3})), Lease.none())) {
            System.out.println(table.column("x").values().toList());
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
            return;
        }
        System.out.println(ArrowMemory.root().getAllocatedMemory() + " bytes are left");
    }
}
