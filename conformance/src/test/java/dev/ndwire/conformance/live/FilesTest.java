package dev.ndwire.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonEnvironment;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.NpyHeader;
import dev.ndwire.ndarray.npy.NpyVersion;
import dev.ndwire.ndarray.npy.Npz;
import dev.ndwire.ndarray.npy.NpzCompression;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of dtypes × shapes × layouts that a live numpy writes: read, mapped, and written again byte for byte; and
/// numpy reads ours.
class FilesTest {
    private static final int FILES = 35 * 9 * 4 + 1;
    private static final int MEMBERS = 33 * 9 * 4 + 1;

    /// Of 35 dtypes, and of one that version 3.0 alone can name.
    private static final int FILES_OF_VERSIONS = (35 * 3 + 1) * 3 * 2;
    private static final Path SCRIPT = LivePython.SCRIPTS.resolve("npy_files.py");

    private static PythonEnvironment environment;

    @TempDir
    static Path theirs;

    @TempDir
    Path ours;

    private static long seed;

    @BeforeAll
    static void write() {
        environment = LivePython.environment();
        seed = new Random().nextLong() >>> 1;
        run("write", theirs.toString(), Long.toString(seed));
    }

    private static List<String> run(String... arguments) {
        try (var script = environment.start(SCRIPT, List.of(arguments))) {
            var end = script.awaitEnd();
            assertThat(end.exitCode()).as(script.standardError()).isZero();
            return end.lines();
        }
    }

    private static List<Path> files() throws IOException {
        return files(theirs, FILES);
    }

    private static List<Path> files(Path folder, int count) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.npy")) {
            entries.forEach(files::add);
        }
        assertThat(files).hasSize(count);
        return files;
    }

    @Test
    void npyFilesAreTheSameAfterReadingAndWriting() throws IOException {
        for (Path file : files()) {
            Path copy = ours.resolve(file.getFileName());

            Npy.write(copy, Npy.read(file));
            assertThat(copy).as("seed %d", seed).hasSameBinaryContentAs(file);

            Npy.write(copy, Npy.map(file));
            assertThat(copy).as("seed %d", seed).hasSameBinaryContentAs(file);
        }
        assertThat(run("check", ours.toString())).containsExactly(FILES + " files");
    }

    @Test
    void filesOfEveryVersionAreReadAndTheSameAgainFromHeaderAndElements() throws IOException {
        run("versions", ours.toString(), Long.toString(seed));
        Map<NpyVersion, Integer> found = new EnumMap<>(NpyVersion.class);
        for (Path file : files(ours, FILES_OF_VERSIONS)) {
            NpyHeader header = Npy.readHeader(file);
            NDArray array = Npy.read(file);
            NDArray inFileOrder = header.fortranOrder() ? array.transpose() : array;
            byte[] text = header.toBytes();
            byte[] all = Arrays.copyOf(text, Math.toIntExact(text.length + array.byteSize()));

            inFileOrder.copyTo(MemorySegment.ofArray(all).asSlice(text.length));

            assertThat(all).as("seed %d: %s", seed, file).isEqualTo(Files.readAllBytes(file));
            assertThat(header.version().toString())
                    .startsWith(file.getFileName().toString().substring(0, 1));
            assertThat(Npy.map(file)).as("seed %d: %s", seed, file).isEqualTo(array);
            found.merge(header.version(), 1, Integer::sum);
        }
        assertThat(found).isEqualTo(Map.of(NpyVersion.V1_0, 210, NpyVersion.V2_0, 210, NpyVersion.V3_0, 216));
    }

    @Test
    void filesOfEveryVersionAreWrittenInTheOneThatNumpyWouldTake() throws IOException {
        run("versions", ours.toString(), Long.toString(seed));
        for (Path file : files(ours, FILES_OF_VERSIONS)) {
            Npy.write(file, Npy.read(file));
        }

        assertThat(run("check", ours.toString())).containsExactly(FILES_OF_VERSIONS + " files");
    }

    @Test
    void npzFilesAreTheSameAfterReadingAndWriting() throws IOException {
        for (boolean isMapped : new boolean[] {false, true}) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            try (Npz npz = Npz.open(theirs.resolve("stored.npz"))) {
                for (String key : npz.keys()) {
                    arrays.put(key, isMapped ? npz.map(key) : npz.read(key));
                }
            }
            Npz.write(ours.resolve("stored.npz"), arrays);
            assertThat(ours.resolve("stored.npz"))
                    .as("seed %d", seed)
                    .hasSameBinaryContentAs(theirs.resolve("stored.npz"));
        }
    }

    @Test
    void deflatedArchivesHaveTheSameArrays() throws IOException {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        try (Npz deflated = Npz.open(theirs.resolve("deflated.npz"));
                Npz stored = Npz.open(theirs.resolve("stored.npz"))) {
            assertThat(deflated.keys()).hasSize(MEMBERS).isEqualTo(stored.keys());
            for (String key : deflated.keys()) {
                NDArray array = deflated.read(key);
                assertThat(array).as("seed %d: %s", seed, key).isEqualTo(stored.map(key));
                arrays.put(key, array);
            }
        }
        Npz.write(ours.resolve("deflated.npz"), arrays, NpzCompression.DEFLATED);
        Npz.write(ours.resolve("stored.npz"), arrays, NpzCompression.STORED);

        assertThat(run("check", ours.toString())).containsExactly("2 files");
    }

    @Test
    void filesGrowAsNumpyWouldHaveWrittenThem() throws IOException {
        for (Path file : files()) {
            NDArray whole = Npy.read(file);
            int axis = Npy.readHeader(file).fortranOrder() ? whole.ndim() - 1 : 0;
            if (whole.ndim() == 0 || whole.shape(axis) < 2 || Files.size(file) > 1 << 20) {
                continue;
            }
            Path grown = ours.resolve("grown.npy");
            Npy.write(grown, whole.slice(axis, null, 1L, 1));
            if (Npy.readHeader(grown).fortranOrder() != Npy.readHeader(file).fortranOrder()) {
                continue;
            }

            Npy.append(grown, whole.slice(axis, 1L, null, 1));

            assertThat(grown).as("seed %d: %s", seed, file).hasSameBinaryContentAs(file);
        }
    }
}
