package dev.ndwire.ndarray.npy;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What is more than there is room for on the disk that a folder is on.
final class FullDisk {
    private static final int FITTING = 1 << 17;
    private static final int TOO_LARGE = 1 << 20;

    private FullDisk() {}

    /// Prints what comes of it, line by line.
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path file = folder.resolve("a.npy");
        NDArray small = NDArray.full(7.0, DType.FLOAT64, FITTING);
        NDArray large = NDArray.full(8.0, DType.FLOAT64, TOO_LARGE);
        Npy.write(file, small);
        refused("write", () -> Npy.write(folder.resolve("b.npy"), large));
        refused("replace", () -> Npy.write(file, large));
        refused("append", () -> Npy.append(file, large));
        System.out.println("unharmed " + Npy.read(file).equals(small));
        Path raw = folder.resolve("raw");
        for (int round = 0; round < 3; round++) {
            Files.createFile(raw);
            try (Arena arena = Arena.ofShared()) {
                NDArray mapped = NDArray.map(raw, arena, MapMode.READ_WRITE, 0, DType.FLOAT64, TOO_LARGE);
                refused("set", () -> setAll(mapped));
                refused("fill", () -> mapped.segment().fill((byte) 1));
                refused("copy", () -> MemorySegment.copy(large.segment(), 0, mapped.segment(), 0, 8L * TOO_LARGE));
            }
            Files.delete(raw);
        }
        Npy.append(file, small);
        System.out.println("then " + Npy.read(file).size() + " in " + names(folder));
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void setAll(NDArray mapped) {
        MemorySegment memory = mapped.segment();
        for (long i = 0; i < TOO_LARGE; i++) {
            memory.setAtIndex(ValueLayout.JAVA_DOUBLE, i, (double) i);
        }
    }

    private static void refused(String what, Work work) {
        try {
            work.run();
            System.out.println(what + " not refused");
        } catch (IOException e) {
            System.out.println(what + " " + e.getMessage());
        } catch (InternalError e) {
            System.out.println(what + " InternalError");
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(name -> name.getFileName().toString()).sorted().toList();
        }
    }
}
