package dev.ndwire.benchmarks.transport;

import dev.ndwire.cli.rig.AvailableMemory;
import dev.ndwire.core.memory.ByteSizes;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.SharedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// What arrays have to fit into.
///
/// @param name of it
/// @param byteSize of all that fits
record Room(String name, long byteSize) {
    /// That of arrays in shared memory.
    static Room ofSharedMemory() throws IOException {
        Path folder = SharedMemory.standard().base();
        return Stream.of(
                        new Room("the machine", AvailableMemory.bytes()),
                        new Room(
                                "the memory budget (NDWIRE_MEMORY)",
                                MemoryBudget.standard().limitBytes()),
                        new Room("'" + folder + "'", Files.getFileStore(folder).getUsableSpace()))
                .min(Comparator.comparingLong(Room::byteSize))
                .orElseThrow();
    }

    @Override
    public String toString() {
        return "the " + ByteSizes.format(byteSize) + " that " + name + " has";
    }
}
