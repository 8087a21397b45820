package dev.ndwire.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.command.NdwireProcess;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.npy.NpyHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server process is killed while `ndwire get` receives from it.
class FailedGetTest {
    private static final long ELEMENT_COUNT = 32L << 20;
    private static final long PASSED_BYTES = 40L << 20;

    @TempDir
    Path served;

    @TempDir
    Path target;

    @TempDir
    Path logs;

    @Test
    void leavesNoFileWhereThereWasNone() throws IOException {
        getFromADyingServer();
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void leavesTheFileThatWasThereAsItWas() throws IOException {
        var file = Files.writeString(target.resolve("large.npy"), "an older one");
        getFromADyingServer();
        assertThat(target).isDirectoryContaining(file::equals);
        try (var files = Files.list(target)) {
            assertThat(files).hasSize(1);
        }
        assertThat(file).hasContent("an older one");
    }

    private void getFromADyingServer() throws IOException {
        sparse(served.resolve("large.npy"));
        try (var server = NdwireProcess.serve(logs, List.of(), "--dir", served.toString());
                var relay = new DyingServer(server, PASSED_BYTES);
                var get = NdwireProcess.start(
                        logs,
                        List.of(),
                        "get",
                        relay.address(),
                        "large",
                        "-o",
                        target.resolve("large.npy").toString())) {
            assertThat(get.awaitEnd()).isEqualTo(new NdwireProcess.End(1, List.of()));
            assertThat(get.standardError())
                    .matches("ndwire: " + relay.address() + " closed the connection after \\d+ of "
                            + ELEMENT_COUNT * Double.BYTES + " bytes\n");
        }
    }

    private static void sparse(Path file) throws IOException {
        var header = NpyHeader.of(DType.FLOAT64, false, ELEMENT_COUNT);
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(header.toBytes()));
            channel.write(ByteBuffer.wrap(new byte[1]), header.dataByteOffset() + header.dataByteSize() - 1);
        }
    }
}
