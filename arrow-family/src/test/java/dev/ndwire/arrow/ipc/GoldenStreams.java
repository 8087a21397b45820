package dev.ndwire.arrow.ipc;

import dev.ndwire.core.memory.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Streams that pyarrow wrote: see `conformance/python/vectors/write_arrow_vectors.py`.
public final class GoldenStreams {
    private GoldenStreams() {}

    /// What is known of a stream.
    ///
    /// @param name its file
    /// @param rows how many rows it has
    /// @param batches in how many batches
    /// @param nulls how many nulls each column has
    public record Golden(String name, long rows, int batches, List<Integer> nulls) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// All streams that can be read.
    public static Stream<Golden> all() {
        return new String(resource("tables.txt"), StandardCharsets.UTF_8)
                .lines()
                .map(GoldenStreams::parse);
    }

    private static Golden parse(String line) {
        String[] parts = line.split("\t", -1);
        List<Integer> nulls = parts[3].isEmpty()
                ? List.of()
                : Arrays.stream(parts[3].split(",")).map(Integer::valueOf).toList();
        return new Golden(parts[0], Long.parseLong(parts[1]), Integer.parseInt(parts[2]), nulls);
    }

    /// The bytes of a stream.
    public static byte[] bytes(String name) {
        return resource(name + ".arrows");
    }

    /// A stream in memory of a lease.
    public static MemorySegment in(Lease lease, String name) {
        byte[] bytes = bytes(name);
        MemorySegment memory = lease.allocate(bytes.length, 64);
        memory.copyFrom(MemorySegment.ofArray(bytes));
        return memory;
    }

    static byte[] resource(String name) {
        try (InputStream in = GoldenStreams.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
