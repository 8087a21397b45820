package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Server;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.Npz;
import dev.ndwire.ndarray.npy.NpzCompression;
import dev.ndwire.ndarray.npy.ObjectArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `put`, `get`, `ls` and `rm` against a running `serve`.
class ServedArraysTest {
    @TempDir
    Path folder;

    private RunningServe serve;
    private String address;
    private Path square;
    private Path cube;

    @BeforeEach
    void start() throws IOException {
        square = folder.resolve("square.npy");
        Npy.write(square, NDArray.of(new double[][] {{1, 2}, {3, 4}}));
        cube = folder.resolve("cube.npy");
        Npy.write(cube, NDArray.of(new short[2][3][4]));
        serve = RunningServe.start();
        address = serve.address();
    }

    @AfterEach
    void stop() throws IOException {
        serve.close();
    }

    private static void assertDone(Cli.Result result, String out) {
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(out);
        assertThat(result.code()).isZero();
    }

    private static void assertFailed(Cli.Result result, String line) {
        assertThat(result.err()).isEqualTo("ndwire: " + line + "\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void putsListsGetsAndRemoves() throws IOException {
        assertDone(
                Cli.run("put", address, square.toString(), cube.toString()),
                "square: float64 (2, 2), 32 bytes\ncube: int16 (2, 3, 4), 48 bytes\n");
        assertDone(Cli.run("ls", address), """
                KEY     DTYPE    SHAPE      SIZE
                square  float64  (2, 2)     32 bytes
                cube    int16    (2, 3, 4)  48 bytes
                """);
        Path copy = folder.resolve("copy.npy");
        assertDone(
                Cli.run("get", address, "cube", "-o", copy.toString()),
                "cube: int16 (2, 3, 4), 48 bytes, in " + copy + "\n");
        assertThat(copy).hasSameBinaryContentAs(cube);
        assertDone(Cli.run("rm", address, "square"), "");
        assertDone(Cli.run("ls", address), "KEY   DTYPE  SHAPE      SIZE\ncube  int16  (2, 3, 4)  48 bytes\n");
    }

    @Test
    void answersInJson() {
        assertDone(
                Cli.run("put", "--json", address, square.toString(), "--key", "é"),
                "{\"key\": \"\\u00e9\", \"dtype\": \"float64\", \"shape\": [2, 2], \"nbytes\": 32}\n");
        assertDone(
                Cli.run("ls", "--json", address),
                "[{\"key\": \"\\u00e9\", \"dtype\": \"float64\", \"shape\": [2, 2], \"nbytes\": 32}]\n");
        Path copy = folder.resolve("copy.npy");
        assertDone(
                Cli.run("get", "--json", address, "é", "-o", copy.toString()),
                "{\"key\": \"\\u00e9\", \"file\": \"" + copy
                        + "\", \"dtype\": \"float64\", \"shape\": [2, 2], \"nbytes\": 32}\n");
        assertDone(Cli.run("rm", "--json", address, "é"), "{\"removed\": [\"\\u00e9\"]}\n");
    }

    @Test
    void getsToStandardOutputAndNothingElse() throws IOException {
        Cli.run("put", address, square.toString());

        Cli.Result result = Cli.run("get", address, "square", "-o", "-");

        assertDone(result, "");
        assertThat(result.raw().toArray()).isEqualTo(Files.readAllBytes(square));
    }

    @Test
    void getsIntoADirectoryAndOverAFile() throws IOException {
        Cli.run("put", address, square.toString());
        Path target = Files.createDirectory(folder.resolve("results"));

        assertThat(Cli.run("get", address, "square", "-o", target.toString()).code())
                .isZero();
        Path file = target.resolve("square.npy");
        assertThat(file).hasSameBinaryContentAs(square);
        Files.writeString(file, "something else");
        assertThat(Cli.run("get", address, "square", "-o", file.toString()).code())
                .isZero();
        assertThat(file).hasSameBinaryContentAs(square);
    }

    @Test
    void failsOnAKeyThatIsNotHeldAndLeavesNoFile() throws IOException {
        Path target = Files.createDirectory(folder.resolve("results"));

        assertFailed(
                Cli.run("get", address, "nope", "-o", target.resolve("x.npy").toString()),
                "key 'nope' is not held by " + address);
        assertThat(target).isEmptyDirectory();
        Cli.run("put", address, square.toString());
        assertFailed(Cli.run("rm", address, "square", "nope"), "key 'nope' is not held by " + address);
        assertThat(Cli.run("ls", address).out()).contains("square");
    }

    @Test
    void checksEveryFileBeforeItSendsTheFirst() {
        Path absent = folder.resolve("absent.npy");

        assertFailed(
                Cli.run("put", address, square.toString(), absent.toString()), "there is no file '" + absent + "'");
        assertThat(Cli.run("ls", "--json", address).out()).isEqualTo("[]\n");
    }

    @Test
    void refusesTwoFilesUnderOneKey() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other")).resolve("square.npy");
        Files.copy(square, other);

        Cli.Result result = Cli.run("put", address, square.toString(), other.toString());

        assertThat(result.err())
                .isEqualTo("ndwire: '" + square + "' and '" + other
                        + "' would both be held under key 'square'; see 'ndwire put --help'\n");
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void servesTheFilesOfADirectory() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("notes.txt"), "not an array");
        try (RunningServe other = RunningServe.start("--dir", folder.toString(), "--json")) {
            String line = other.line();
            assertThat(line).matches("\\{\"listening\": \\[\"tcp://127\\.0\\.0\\.1:[0-9]+\"]}");
            String where = line.substring(line.indexOf("tcp"), line.lastIndexOf('"'));
            assertThat(Cli.run("ls", where).out())
                    .contains("cube    int16", "square  float64")
                    .doesNotContain("notes");
            Path copy = folder.resolve("copy.npy");
            Cli.run("get", where, "cube", "-o", copy.toString());
            assertThat(copy).hasSameBinaryContentAs(cube);
            assertThat(other.stop()).isZero();
        }
    }

    @Test
    void doesNotServeADirectoryWithAFileThatItCannotRead() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.npy"), "");

        assertFailed(
                Cli.run("serve", "--listen", "tcp://127.0.0.1:0", "--dir", folder.toString()),
                broken + ": magic and version needs 8 bytes, 0 are left (byte 0)");
        assertFailed(
                Cli.run("serve", "--listen", "tcp://127.0.0.1:0", "--dir", folder + "/nix"),
                "there is no directory '" + folder + "/nix'");
        assertFailed(
                Cli.run("serve", "--listen", "tcp://127.0.0.1:0", "--dir", square.toString()),
                "'" + square + "' is no directory");
    }

    private Path archive(String name, NpzCompression compression) throws IOException {
        Path file = folder.resolve(name);
        Npz.write(file, Map.of("a", NDArray.of(new int[] {1, 2, 3})), compression);
        return file;
    }

    @Test
    void putsArchivesAndGetsSeveralArraysIntoOne() throws IOException {
        Path stored = archive("stored.npz", NpzCompression.STORED);
        Path deflated = archive("deflated.npz", NpzCompression.DEFLATED);

        assertDone(Cli.run("put", address, stored.toString(), deflated.toString(), cube.toString()), """
                stored/a: int32 (3,), 12 bytes
                deflated/a: int32 (3,), 12 bytes
                cube: int16 (2, 3, 4), 48 bytes
                """);
        assertDone(Cli.run("put", address, deflated.toString(), "--key", "other"), "other/a: int32 (3,), 12 bytes\n");
        Path all = folder.resolve("all.npz");
        assertDone(Cli.run("get", address, "deflated/a", "cube", "-o", all.toString()), """
                deflated/a: int32 (3,), 12 bytes, in %1$s
                cube: int16 (2, 3, 4), 48 bytes, in %1$s
                """.formatted(all));
        try (Npz npz = Npz.open(all)) {
            assertThat(npz.keys()).containsExactly("deflated/a", "cube");
            assertThat(npz.isMappable("cube")).isTrue();
            assertThat(npz.read("cube")).isEqualTo(Npy.read(cube));
        }
        Cli.run("get", address, "cube", "-o", all.toString(), "--compress");
        try (Npz npz = Npz.open(all)) {
            assertThat(npz.keys()).containsExactly("cube");
            assertThat(npz.isMappable("cube")).isFalse();
        }
        assertFailed(
                Cli.run("get", address, "cube", "nope", "-o", all.toString()), "key 'nope' is not held by " + address);
        try (Npz npz = Npz.open(all)) {
            assertThat(npz.keys()).containsExactly("cube");
        }
    }

    @Test
    void getsSeveralArraysIntoADirectory() throws IOException {
        Cli.run("put", address, square.toString(), cube.toString());
        Path target = Files.createDirectory(folder.resolve("results"));

        assertDone(Cli.run("get", address, "square", "cube", "-o", target.toString()), """
                square: float64 (2, 2), 32 bytes, in %1$s/square.npy
                cube: int16 (2, 3, 4), 48 bytes, in %1$s/cube.npy
                """.formatted(target));
        assertThat(target.resolve("cube.npy")).hasSameBinaryContentAs(cube);
    }

    @Test
    void servesTheArchivesOfADirectory() throws IOException {
        archive("stored.npz", NpzCompression.STORED);
        archive("deflated.npz", NpzCompression.DEFLATED);
        try (RunningServe other = RunningServe.start("--dir", folder.toString())) {
            String where = other.address();
            assertDone(Cli.run("ls", where), """
                    KEY         DTYPE    SHAPE      SIZE
                    cube        int16    (2, 3, 4)  48 bytes
                    deflated/a  int32    (3,)       12 bytes
                    square      float64  (2, 2)     32 bytes
                    stored/a    int32    (3,)       12 bytes
                    """);
            Cli.Result result = Cli.run("get", where, "stored/a", "-o", "-");
            assertThat(result.code()).isZero();
        }
    }

    @Test
    void sendsNoPythonObjects() throws IOException {
        Path objects = folder.resolve("objects.npy");
        Npy.write(objects, ObjectArray.of(List.of("x"), 1));

        assertFailed(
                Cli.run("put", address, square.toString(), objects.toString()),
                objects + " holds Python objects (object), allowed are arrays of plain bytes");
        assertThat(Cli.run("ls", "--json", address).out()).isEqualTo("[]\n");
    }

    @Test
    void listsKeysAloneOfAPeerThatTellsNoMore() throws IOException {
        try (Server plain = Server.listen("tcp://127.0.0.1:0")) {
            plain.put("x", NDArray.of(1L));
            assertDone(Cli.run("ls", plain.address().toString()), "KEY  DTYPE  SHAPE  SIZE\nx    -      -      -\n");
        }
    }

    @Test
    void refusesToWriteAValueThatIsNoArray() throws IOException {
        try (Client client = Client.connect(address)) {
            client.put("note", "a text");
        }
        Path target = Files.createDirectory(folder.resolve("results"));

        assertFailed(
                Cli.run("get", address, "note", "-o", target.toString()),
                "key 'note' holds a str, only arrays can be written to .npy or .npz files");
        assertThat(target).isEmptyDirectory();
        assertThat(Cli.run("ls", address).out()).isEqualTo("KEY   DTYPE  SHAPE  SIZE\nnote  str    -      -\n");
    }

    @Test
    void showsABarOnATerminalAndWipesIt() throws IOException {
        Path big = folder.resolve("big.npy");
        Npy.write(big, NDArray.of(new double[4 << 20]));

        Cli.Result result = Cli.runOnTerminal("put", address, big.toString());

        assertThat(result.out()).isEqualTo("big: float64 (4194304,), 32 MiB (33554432 bytes)\n");
        assertThat(result.err()).contains("\rput big", "100%", "MiB").endsWith("\r" + " ".repeat(79) + "\r");
        assertThat(Cli.run("put", address, big.toString()).err()).isEmpty();
    }

    @Test
    void namesOfPeersCannotMoveTheCursor() throws IOException {
        try (Client client = Client.connect(address)) {
            client.put("a\u001b[2J\nb", NDArray.of(1L));
        }
        assertThat(Cli.run("ls", address).out()).contains("a\\x1b[2J\\x0ab  int64  ()     8 bytes\n");
    }

    @Test
    void leavesNoTemporaryFile() throws IOException {
        Cli.run("put", address, square.toString());
        Path target = Files.createDirectory(folder.resolve("results"));
        Cli.run("get", address, "square", "-o", target.toString());
        try (Stream<Path> files = Files.list(target)) {
            assertThat(files).containsExactly(target.resolve("square.npy"));
        }
    }
}
