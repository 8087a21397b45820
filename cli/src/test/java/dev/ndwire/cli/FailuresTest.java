package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.comm.Server;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {
    private static final int HEARD_BYTES = 16;

    @TempDir
    Path folder;

    private static String failure(String... args) {
        Cli.Result result = Cli.run(args);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("ndwire: ").endsWith("\n");
        assertThat(result.err().lines()).hasSize(1);
        return result.err().strip().substring("ndwire: ".length());
    }

    @Test
    void connectionRefused() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(failure("ls", "tcp://127.0.0.1:" + port))
                .isEqualTo("cannot connect to tcp://127.0.0.1:" + port + ": Connection refused");
    }

    @Test
    void wrongAddress() {
        assertThat(failure("ls", "gopher://127.0.0.1:70"))
                .isEqualTo(
                        "address 'gopher://127.0.0.1:70' has an unknown scheme, expected one of [tcp, tls, unix, inproc, shm]");
        assertThat(failure("ls", "tcp://127.0.0.1"))
                .isEqualTo("address 'tcp://127.0.0.1' has no port, expected one like tcp://127.0.0.1:8786");
        assertThat(failure("serve", "--listen", "tcp://127.0.0.1:x"))
                .isEqualTo("address 'tcp://127.0.0.1:x' has no number as its port: 'x'");
    }

    @Test
    void portInUse() throws IOException {
        try (Server server = Server.listen("tcp://127.0.0.1:0")) {
            String address = server.address().toString();
            assertThat(failure("serve", "--listen", address))
                    .isEqualTo("cannot listen on " + address + ": Address already in use");
        }
    }

    @Test
    void peerOfAnotherProtocol() throws IOException, InterruptedException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread web = Thread.ofVirtual().start(() -> answerAsWebServer(socket));
            String address = "tcp://127.0.0.1:" + socket.getLocalPort();
            assertThat(failure("ls", address)).startsWith(address + " does not speak this protocol: ");
            web.join();
        }
    }

    private static void answerAsWebServer(ServerSocket socket) {
        try (Socket peer = socket.accept()) {
            peer.getInputStream().readNBytes(HEARD_BYTES);
            peer.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            peer.shutdownOutput();
            peer.getInputStream().readAllBytes();
        } catch (SocketException theCommandHangsUp) {
            assertThat(theCommandHangsUp).hasMessage("Connection reset");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void peerThatGoesInTheMiddleOfAnArray() throws IOException {
        try (Server server = Server.listen("tcp://127.0.0.1:0");
                Relay relay = Relay.closingAfter(server.address().port(), 100_000)) {
            server.put("x", NDArray.of(new double[100_000]));
            assertThat(failure("get", relay.address(), "x", "-o", folder.toString()))
                    .matches("(tcp://127.0.0.1:[0-9]+ closed the connection after [0-9]+ of 800000 bytes"
                            + "|connection to tcp://127.0.0.1:[0-9]+ failed after [0-9]+ of 800000 bytes: .*)");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void verboseShowsWhere() {
        Cli.Result result =
                Cli.run("info", "--verbose", folder.resolve("absent.npy").toString());

        assertThat(result.err())
                .startsWith("ndwire: there is no file '" + folder.resolve("absent.npy") + "'\n")
                .contains("java.nio.file.NoSuchFileException", "\tat dev.ndwire.cli");
    }

    @Test
    void directoryThatIsNotThere() {
        Path target = folder.resolve("nix").resolve("x.npy");

        assertThat(failure("get", "tcp://127.0.0.1:1", "x", "-o", target.toString()))
                .isEqualTo("there is no directory '" + target.getParent() + "' to write '" + target + "' in");
    }
}
