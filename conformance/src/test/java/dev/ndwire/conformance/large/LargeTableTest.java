package dev.ndwire.conformance.large;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.arrow.file.TableFiles;
import dev.ndwire.arrow.ipc.FullCheck;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.family.Serialization;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Columns whose buffers have more than 2 GiB, where Arrow Java's own reader stops: see `large_tables.py`.
@ExtendWith(OneAtATime.class)
class LargeTableTest {
    private static final long BYTES = (2L << 30) + (1 << 20);
    private static final int TEXT_BYTES = 1024;
    private static final long NEEDED_BYTES = 9L << 30;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"float64, dask", "large_string, arrow"})
    void movesFromPythonAndBackWithEveryByteInItsPlace(String kind, String family) throws IOException {
        LivePython.environment();
        FreeMemory.require("a table of 2 GiB from Python and back", NEEDED_BYTES);
        try (var server = LivePython.serve("--arrow");
                var plain = Client.connect(server.address())) {
            Client client = plain.with(Serialization.standard().writing(family).accepting(family, "error"))
                    .answeredWith(family);
            call(plain, "make_large", Map.of("kind", kind, "key", "made"));
            try (var received = client.get("made")) {
                plain.remove("made");
                check(kind, received.as(Table.class));
                client.put("back", received.as(Table.class));
            }
            call(plain, "is_large", Map.of("kind", kind, "key", "back"));
        }
    }

    @Test
    void movesFromAMappedFileToPython() throws IOException {
        LivePython.environment();
        FreeMemory.require("a table of 2 GiB from a file to Python", NEEDED_BYTES);
        Path file = directory.resolve("large.arrow");
        try (var server = LivePython.serve();
                var client = Client.connect(server.address())) {
            call(client, "write_large", Map.of("kind", "large_string", "path", file.toString()));
            try (Table mapped = TableFiles.map(file)) {
                check("large_string", mapped);
                client.put("back", mapped);
            }
            Files.delete(file);
            call(client, "is_large", Map.of("kind", "large_string", "key", "back"));
        }
    }

    private static void call(Client client, String op, Map<String, ?> arguments) throws IOException {
        try (var reply = client.call(op, arguments)) {
            assertThat(reply.value()).isNull();
        }
    }

    private static void check(String kind, Table table) {
        assertThat(table.batches()).hasSize(1);
        if (kind.equals("float64")) {
            MemorySegment numbers = table.column("x").array().segment();
            assertThat(numbers.byteSize()).isEqualTo(BYTES);
            long count = BYTES / Double.BYTES;
            long at = 0;
            while (at < count && numbers.getAtIndex(ValueLayout.JAVA_DOUBLE, at) == at) {
                at++;
            }
            assertThat(at).as("the first wrong number").isEqualTo(count);
            return;
        }
        assertThat(table.rowCount()).isEqualTo(BYTES / TEXT_BYTES);
        FullCheck.check(table.batches().get(0));
        for (long row = 0; row < table.rowCount(); row += row < table.rowCount() - 2_000 ? 997 : 1) {
            assertThat(table.column("x").get(row)).as("row " + row).isEqualTo(text(row));
        }
    }

    private static String text(long row) {
        var text = new StringBuilder();
        for (long at = row * TEXT_BYTES; at < (row + 1) * TEXT_BYTES; at++) {
            text.append((char) (at % 8191 % 95 + ' '));
        }
        return text.toString();
    }
}
