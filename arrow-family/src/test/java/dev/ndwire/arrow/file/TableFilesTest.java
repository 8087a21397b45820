package dev.ndwire.arrow.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.arrow.ipc.GoldenStreams;
import dev.ndwire.arrow.ipc.MalformedArrowException;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.arrow.flatbuf.Footer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFilesTest {
    @TempDir
    Path directory;

    private static Path golden(String name) {
        try {
            return Path.of(TableFilesTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "dictionary_int8", "metadata", "no_batches", "extensions"})
    void mapsAndReadsFilesOfPyarrowLikeTheirStreams(String name) throws IOException {
        Path stream = Files.write(directory.resolve("x.bin"), GoldenStreams.bytes(name));
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED);
                Table mapped = TableFiles.map(golden(name + ".arrow"));
                Table read = TableFiles.read(golden(name + ".arrow"), lease);
                Table streamed = TableFiles.map(stream)) {
            assertThat(mapped.schema()).isEqualTo(streamed.schema());
            assertThat(mapped.rows().toList()).isEqualTo(streamed.rows().toList());
            assertThat(read.rows().toList()).isEqualTo(streamed.rows().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.arrow", "x.feather", "x.arrows"})
    void writesWhatItReads(String file) throws IOException {
        for (String name : new String[] {"chunked", "dictionary_int8", "no_batches", "no_columns", "string_view"}) {
            Path source = Files.write(directory.resolve("source"), GoldenStreams.bytes(name));
            Path target = directory.resolve(file);
            try (Table table = TableFiles.map(source)) {
                TableFiles.write(target, table);
                try (Table written = TableFiles.map(target)) {
                    assertThat(written.schema()).isEqualTo(table.schema());
                    assertThat(written.rows().toList()).isEqualTo(table.rows().toList());
                }
            }
            assertThat(Files.readAllBytes(target)[0]).isEqualTo((byte) (file.endsWith("s") ? 0xff : 'A'));
        }
        try (var left = Files.list(directory)) {
            assertThat(left).hasSize(2);
        }
    }

    @Test
    void readsCompressedFeather() throws IOException {
        try (Table table = TableFiles.map(golden("zstd.feather"))) {
            assertThat(table.rowCount()).isEqualTo(20);
            assertThat(table.row(3).values()).isEqualTo(Arrays.asList(3L, "3", 1L));
        }
    }

    @Test
    void refusesWhatIsNoArrow() throws IOException {
        assertThatThrownBy(() -> TableFiles.map(golden("version1.feather")))
                .isInstanceOf(MalformedArrowException.class)
                .hasMessage("file is Feather version 1, which holds no Arrow; version 2 does");
        byte[] whole = Files.readAllBytes(golden("metadata.arrow"));
        Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> TableFiles.map(cut))
                .isInstanceOf(MalformedArrowException.class)
                .hasMessage("file of " + (whole.length - 1) + " bytes does not begin and end with ARROW1");
        Path empty = Files.write(directory.resolve("empty"), new byte[0]);
        assertThatThrownBy(() -> TableFiles.map(empty))
                .isInstanceOf(MalformedArrowException.class)
                .hasMessage("stream ends before its schema");
    }

    /// Else a few bytes of a footer would make a large table of one batch.
    @Test
    void refusesFootersThatNameAMessageTwice() throws IOException {
        ByteBuffer file =
                ByteBuffer.wrap(Files.readAllBytes(golden("chunked.arrow"))).order(ByteOrder.LITTLE_ENDIAN);
        int tail = file.capacity() - "ARROW1".length() - Integer.BYTES;
        int start = tail - file.getInt(tail);
        Footer footer = Footer.getRootAsFooter(file.slice(start, tail - start).order(ByteOrder.LITTLE_ENDIAN));
        long first = footer.recordBatches(0).offset();
        long second = footer.recordBatches(1).offset();
        for (int at = start; at < tail - Long.BYTES; at++) {
            if (file.getLong(at) == second) {
                file.putLong(at, first);
            }
        }
        Path changed = Files.write(directory.resolve("x.arrow"), file.array());
        String place = first + " to " + second;
        assertThatThrownBy(() -> TableFiles.map(changed))
                .isInstanceOf(MalformedArrowException.class)
                .hasMessage("footer has a message at bytes " + place + " of the file, and one at bytes " + place);
    }

    @Test
    void refusesToWriteDifferentDictionariesIntoAFile() throws IOException {
        Path source = Files.write(directory.resolve("source"), GoldenStreams.bytes("dictionary_chunked"));
        try (Table table = TableFiles.map(source)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TableFiles.write(directory.resolve("x.arrow"), table))
                    .withMessage("batches have different dictionaries for one column, which a file cannot hold: write a"
                            + " stream");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void refusesFilesWithAnyByteOfTheirFooterChanged(int seed) throws IOException {
        byte[] whole = Files.readAllBytes(golden("dictionary_int8.arrow"));
        var random = new java.util.Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = whole.clone();
            int at = whole.length - 1 - random.nextInt(400);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(directory.resolve("changed"), bytes);
            try (Table table = TableFiles.map(file)) {
                table.rows().forEach(row -> {});
            } catch (MalformedArrowException
                    | UnsupportedOperationException
                    | IndexOutOfBoundsException
                    | IllegalArgumentException
                    | java.time.DateTimeException expected) {
                assertThat(expected).as("seed %d, byte %d", seed, at).hasMessageMatching("(?s).+");
            }
        }
    }
}
