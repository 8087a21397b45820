package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ndwire.core.comm.Connection;
import dev.ndwire.core.comm.ConnectionClosedException;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.Received;
import dev.ndwire.core.comm.Server;
import dev.ndwire.core.comm.TransferListener;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.Npy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only a process shows: signals, exit codes, and bytes on the real standard output.
class CliProcessTest {
    @TempDir
    Path folder;

    private static String text(java.io.InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void serveStopsInOrderWhenItIsTerminated() throws IOException, InterruptedException {
        Process serve = CliProcess.start(folder, "serve", "--listen", "tcp://127.0.0.1:0", "tcp://127.0.0.1:0");
        BufferedReader out = serve.inputReader();
        assertThat(out.readLine()).matches("listening on tcp://127\\.0\\.0\\.1:[0-9]+");
        assertThat(out.readLine()).matches("listening on tcp://127\\.0\\.0\\.1:[0-9]+");

        // Unlike the process's own destroy, this leaves the streams open.
        serve.toHandle().destroy();

        assertThat(serve.waitFor()).isZero();
        assertThat(out.readLine()).isNull();
        assertThat(text(serve.getErrorStream())).isEmpty();
    }

    @Test
    void serveAnswersWhatIsUnderWayWhenItIsTerminated() throws IOException, InterruptedException {
        Process serve = CliProcess.start(folder, "serve", "--listen", "tcp://127.0.0.1:0");
        String address = serve.inputReader().readLine().replace("listening on ", "");
        NDArray sent = NDArray.arange(16L << 20);
        try (Connection connection = Connection.connect(address, ConnectionSettings.standard())) {
            connection.write(PyDict.of("op", "echo", "data", sent));
            // Far more than the sockets hold is still to come.
            connection.observe(new TransferListener() {
                @Override
                public void messageStarted(long byteSize) {
                    serve.toHandle().destroy();
                }

                @Override
                public void bytesMoved(long count) {}
            });
            try (Received received = connection.read()) {
                assertThat(received.value()).isEqualTo(sent);
            }
            assertThat(serve.waitFor()).isZero();
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(connection::read);
        }
    }

    @Test
    void writesNothingButTheArrayToStandardOutput() throws IOException, InterruptedException {
        Path file = folder.resolve("x.npy");
        Npy.write(file, NDArray.of(new double[] {1, 2, 3}));
        try (Server server = Server.listen("tcp://127.0.0.1:0")) {
            server.put("x", Npy.read(file));
            Process get = CliProcess.start(folder, "get", server.address().toString(), "x", "-o", "-");

            assertThat(get.getInputStream().readAllBytes()).isEqualTo(Files.readAllBytes(file));
            assertThat(text(get.getErrorStream())).isEmpty();
            assertThat(get.waitFor()).isZero();
        }
    }

    @Test
    void interruptedGetLeavesNothingAndSaysNothing() throws IOException, InterruptedException {
        try (Server server = Server.listen("tcp://127.0.0.1:0");
                Relay relay = Relay.stallingAfter(server.address().port(), 100_000)) {
            server.put("x", NDArray.of(new double[100_000]));
            Process get = CliProcess.start(folder, "get", relay.address(), "x");
            relay.awaitReached();

            get.toHandle().destroy();

            assertThat(get.waitFor()).isEqualTo(143);
            assertThat(text(get.getInputStream())).isEmpty();
            assertThat(text(get.getErrorStream())).isEmpty();
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void exitsWithOneOrTwo() throws IOException, InterruptedException {
        Process failed = CliProcess.start(folder, "info", "absent.npy");
        assertThat(text(failed.getErrorStream())).isEqualTo("ndwire: there is no file 'absent.npy'\n");
        assertThat(failed.waitFor()).isEqualTo(1);

        Process misused = CliProcess.start(folder, "info");
        assertThat(text(misused.getErrorStream()))
                .isEqualTo("ndwire: missing required parameter: 'FILE'; see 'ndwire info --help'\n");
        assertThat(misused.waitFor()).isEqualTo(2);
    }
}
