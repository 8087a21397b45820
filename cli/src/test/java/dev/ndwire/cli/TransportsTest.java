package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `serve` on several transports, and the commands that reach it by each.
class TransportsTest {
    private static final Path CERTIFICATES = Path.of("../core/src/test/resources/dev/ndwire/core/comm/tls")
            .toAbsolutePath()
            .normalize();

    @TempDir
    Path folder;

    private Path square;

    @BeforeEach
    void write() throws IOException {
        square = folder.resolve("square.npy");
        Npy.write(square, NDArray.of(new double[][] {{1, 2}, {3, 4}}));
    }

    private static String[] with(List<String> options, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(options);
        return all.toArray(String[]::new);
    }

    private static List<String> tls(String own) {
        return List.of(
                "--tls-ca", CERTIFICATES.resolve("ca.pem").toString(),
                "--tls-cert", CERTIFICATES.resolve(own + ".pem").toString(),
                "--tls-key", CERTIFICATES.resolve(own + ".key").toString());
    }

    private static String done(String... args) {
        Cli.Result result = Cli.run(args);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        return result.out();
    }

    @Test
    void servesSeveralTransportsAtOnce() throws Exception {
        String unix = "unix://" + folder.resolve("serve.sock");
        String shm = "shm://" + folder.resolve("shared.sock");
        List<String> options =
                new ArrayList<>(List.of("--listen", unix, "--listen", "tls://127.0.0.1:0", "--listen", shm));
        options.addAll(tls("peer"));
        try (RunningServe serve = RunningServe.start(options.toArray(String[]::new))) {
            String tcp = serve.address();
            assertThat(serve.address()).isEqualTo(unix);
            String tls = serve.address();
            assertThat(serve.address()).isEqualTo(shm);
            done("put", unix, square.toString(), "--key", "by-unix");
            done("put", tcp, square.toString(), "--key", "by-tcp");
            done(with(tls("rsa"), "put", tls, square.toString(), "--key", "by-tls"));
            done("put", shm, square.toString(), "--key", "by-shm");
            Path out = folder.resolve("out.npy");
            for (String key : List.of("by-unix", "by-shm")) {
                done(with(tls("rsa"), "get", tls, key, "-o", out.toString()));
                assertThat(out).hasSameBinaryContentAs(square);
                Files.delete(out);
                done("get", shm, key, "-o", out.toString());
                assertThat(out).hasSameBinaryContentAs(square);
            }
            assertThat(done("ls", unix).lines().map(line -> line.substring(0, line.indexOf(' '))))
                    .containsExactly("KEY", "by-unix", "by-tcp", "by-tls", "by-shm");
            done("rm", unix, "by-tls");
            assertThat(done(with(tls("rsa"), "ls", tls)).lines()).hasSize(4);
            assertThat(Cli.run(with(tls("stranger"), "ls", tls)).err())
                    .startsWith("ndwire: no handshake from " + tls + ": ")
                    .hasLineCount(1);
            assertThat(serve.stop()).isZero();
        }
        assertThat(folder.resolve("serve.sock")).doesNotExist();
        assertThat(folder.resolve("shared.sock")).doesNotExist();
    }

    @Test
    void handsLargeArraysOverInSharedMemory() throws Exception {
        Path large = folder.resolve("large.npy");
        Npy.write(large, NDArray.arange(200_000));
        String shm = "shm://" + folder.resolve("shared.sock");
        try (RunningServe serve = RunningServe.start("--listen", shm)) {
            assertThat(serve.address()).startsWith("tcp://");
            assertThat(serve.address()).isEqualTo(shm);
            assertThat(done("put", shm, large.toString()))
                    .isEqualTo("large: int64 (200000,), 1.5 MiB (1600000 bytes)\n");
            Path out = folder.resolve("out.npy");
            done("get", shm, "large", "-o", out.toString());
            assertThat(out).hasSameBinaryContentAs(large);
            assertThat(serve.stop()).isZero();
        }
    }

    @Test
    void waitsIfItIsAskedTo() {
        String nobody = "unix://" + folder.resolve("nobody");
        assertThat(Cli.run("ls", nobody).err()).doesNotContain("attempts");
        assertThat(Cli.run("ls", nobody, "--wait", "30ms").err()).endsWith(" attempts in 30 ms)\n");
        Cli.Result wrong = Cli.run("ls", nobody, "--wait", "soon");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("\"soon\" is no time");
    }

    @Test
    void tlsNeedsAllOfItsFiles() {
        Cli.Result result = Cli.run("ls", "tls://127.0.0.1:1", "--tls-ca", "ca.pem");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("certificates need both --tls-ca and --tls-cert");
        assertThat(Cli.run("ls", "tls://127.0.0.1:1").err())
                .isEqualTo("ndwire: TLS needs a CA file, a certificate and its key, and none are set\n");
        assertThat(Cli.run("ls", "tls://127.0.0.1:1", "--tls-ca", "no.pem", "--tls-cert", "no.pem")
                        .err())
                .isEqualTo("ndwire: there is no file 'no.pem'\n");
    }

    @Test
    void checksTheHostWhereTheEnvironmentAsksForIt() throws Exception {
        try (RunningServe serve = RunningServe.start(with(tls("peer"), "--listen", "tls://127.0.0.1:0"))) {
            String tcp = serve.address();
            String byNumber = serve.address();
            String byName = byNumber.replace("127.0.0.1", "localhost");
            System.setProperty("ndwire.tls.check.host", "true");
            try {
                done(with(tls("rsa"), "ls", byName));
                assertThat(Cli.run(with(tls("rsa"), "ls", byNumber)).err())
                        .contains("No subject alternative names matching IP address 127.0.0.1 found")
                        .hasLineCount(1);
                assertThat(Cli.run("ls", tcp).err())
                        .isEqualTo("ndwire: -Dndwire.tls.check.host: \"true\" is for TLS, which has no certificates:"
                                + " NDWIRE_TLS_CA or -Dndwire.tls.ca is missing\n");
            } finally {
                System.clearProperty("ndwire.tls.check.host");
            }
            done(with(tls("rsa"), "ls", byNumber));
            assertThat(serve.stop()).isZero();
        }
    }
}
