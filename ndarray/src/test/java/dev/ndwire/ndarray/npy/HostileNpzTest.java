package dev.ndwire.ndarray.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.io.IOException;
import java.lang.foreign.SegmentAllocator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives of strangers: each place of one that is sound, bent.
class HostileNpzTest {
    /// Where things are in the archive of two members, both stored.
    private static final int FIRST = 0;

    private static final int FIRST_DATA = 55;
    private static final int SECOND = FIRST_DATA + 128 + 48;
    private static final int DIRECTORY = SECOND + 55 + 128 + 32;
    private static final int ENTRY_BYTE_SIZE = 51;
    private static final int SECOND_ENTRY = DIRECTORY + ENTRY_BYTE_SIZE;
    private static final int END = SECOND_ENTRY + ENTRY_BYTE_SIZE;
    private static final SegmentAllocator NEVER = (byteSize, alignment) -> {
        throw new AssertionError("asked for " + byteSize + " bytes");
    };

    @TempDir
    Path folder;

    private Path file;
    private byte[] sound;

    @BeforeEach
    void writeSoundArchive() throws IOException {
        file = folder.resolve("h.npz");
        sound = bytes(NpzCompression.STORED);
        assertThat(sound).hasSize(END + 22);
    }

    private byte[] bytes(NpzCompression compression) throws IOException {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("a", NDArray.of(new double[][] {{0, 1, 2}, {3, 4, 5}}));
        arrays.put("b", NDArray.of(new long[] {0, 1, 2, 3}));
        Npz.write(file, arrays, compression);
        return Files.readAllBytes(file);
    }

    /// What reading everything says of a bent archive, without the file's name.
    private String refusal(Consumer<ByteBuffer> bend) throws IOException {
        return refusal(sound, bend);
    }

    private String refusal(byte[] archive, Consumer<ByteBuffer> bend) throws IOException {
        byte[] bent = archive.clone();
        bend.accept(ByteBuffer.wrap(bent).order(ByteOrder.LITTLE_ENDIAN));
        return refusal(bent);
    }

    private String refusal(byte[] bent) throws IOException {
        Files.write(file, bent);
        Throwable thrown = catchThrowable(this::readAll);
        assertThat(thrown).isInstanceOf(MalformedNpyException.class).hasMessageStartingWith(file + ": ");
        return Objects.requireNonNull(thrown.getMessage())
                .substring(file.toString().length() + 2);
    }

    private void readAll() throws IOException {
        try (Npz npz = Npz.open(file)) {
            for (String key : npz.keys()) {
                npz.read(key);
            }
        }
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        assertThat(refusal(new byte[0])).isEqualTo("magic needs 4 bytes, 0 are left (byte 0)");
        assertThat(refusal(at -> at.put(0, (byte) 'Q')))
                .isEqualTo("magic is 51 4b 03 04, allowed are 50 4b 03 04 and 50 4b 05 06 (byte 0)");
        assertThat(refusal(at -> at.putInt(END, 0)))
                .isEqualTo("the last 570 bytes hold no end of an archive, which begins with 50 4b 05 06 (byte 0)");
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        for (NpzCompression compression : NpzCompression.values()) {
            byte[] whole = bytes(compression);
            for (int byteSize = 0; byteSize < whole.length; byteSize++) {
                refusal(Arrays.copyOf(whole, byteSize));
            }
        }
    }

    @Test
    void neverThrowsAnythingElse() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (NpzCompression compression : NpzCompression.values()) {
            byte[] whole = bytes(compression);
            for (int round = 0; round < 1500; round++) {
                byte[] bent = whole.clone();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
                }
                Files.write(file, bent);
                Throwable thrown = catchThrowable(this::readAll);
                if (thrown != null) {
                    assertThat(thrown).as("seed %d, round %d", seed, round).isInstanceOf(MalformedNpyException.class);
                    assertThat(thrown.getMessage()).doesNotContain("\n");
                }
            }
        }
    }

    @Test
    void refusesAnEndThatLies() throws IOException {
        assertThat(refusal(at -> at.putShort(END + 10, (short) 3).putShort(END + 8, (short) 3)))
                .isEqualTo("archive claims 3 members, its directory of 102 bytes holds at most 2 (byte 548)");
        assertThat(refusal(at -> at.putShort(END + 10, (short) 1)))
                .isEqualTo("archive lies on several disks, allowed is one (byte 548)");
        assertThat(refusal(at -> at.putShort(END + 10, (short) 1).putShort(END + 8, (short) 1)))
                .isEqualTo("directory has 51 bytes behind its last entry, allowed are none (byte 497)");
        assertThat(refusal(at -> at.putInt(END + 12, 103)))
                .isEqualTo("directory is said to have 103 bytes at byte 446, allowed are those before byte 548"
                        + " (byte 548)");
        assertThat(refusal(at -> at.putInt(END + 16, -1)))
                .isEqualTo("directory is said to have 102 bytes at byte 4294967295, allowed are those before byte 548"
                        + " (byte 548)");
    }

    @Test
    void refusesAnEntryThatLies() throws IOException {
        assertThat(refusal(at -> at.putInt(SECOND_ENTRY, 7)))
                .isEqualTo("entry 1 of the directory begins with 07 00 00 00, allowed is 50 4b 01 02 (byte 497)");
        assertThat(refusal(at -> at.putShort(SECOND_ENTRY + 28, (short) 500)))
                .isEqualTo("entry 1 of the directory needs 500 bytes, 5 are left (byte 497)");
        assertThat(refusal(at -> at.putInt(SECOND_ENTRY + 42, DIRECTORY)))
                .isEqualTo("member 'b.npy' claims 160 bytes at byte 446, the directory begins at byte 446 (byte 446)");
        assertThat(refusal(at -> at.putInt(SECOND_ENTRY + 42, 4)))
                .isEqualTo("member 'a.npy' of 176 bytes at byte 0 overlaps the next, which begins at byte 4 (byte 0)");
        assertThat(refusal(at -> at.putInt(SECOND_ENTRY + 24, 170)))
                .isEqualTo("member 'b.npy' is stored and claims 170 bytes in 160, allowed are as many (byte 231)");
        assertThat(refusal(at -> at.putInt(SECOND_ENTRY + 24, -2).putInt(SECOND_ENTRY + 20, -2)))
                .isEqualTo("member 'b.npy' claims 4294967294 bytes at byte 231, the directory begins at byte 446"
                        + " (byte 231)");
        assertThat(refusal(at -> at.putInt(DIRECTORY + 24, 200).putInt(DIRECTORY + 20, 200)))
                .isEqualTo("member 'a.npy' says of itself other than the directory says (byte 0)");
        assertThat(refusal(at -> at.putShort(DIRECTORY + 10, (short) 14).putShort(FIRST + 8, (short) 14)))
                .isEqualTo("member 'a.npy' is compressed by method 14, allowed are 0 (stored) and 8 (deflated)"
                        + " (byte 0)");
        assertThat(refusal(at -> at.putShort(DIRECTORY + 8, (short) 1).putShort(FIRST + 6, (short) 1)))
                .isEqualTo("member 'a.npy' is encrypted, allowed are members that are not (byte 0)");
    }

    @Test
    void refusesNamesThatAreDoubleOrLeadAway() throws IOException {
        assertThat(refusal(at -> at.put(SECOND_ENTRY + 46, (byte) 'a').put(SECOND + 30, (byte) 'a')))
                .isEqualTo("there are two members 'a.npy', allowed is one (byte 231)");
        assertThat(refusal(at -> at.put(SECOND + 30, (byte) 'c')))
                .isEqualTo("member 'b.npy' calls itself 'c.npy' (byte 231)");
        assertThat(refusal(at -> name(at, SECOND_ENTRY + 46, "../xy")))
                .isEqualTo("member '../xy' has '..' in its name (byte 497)");
        assertThat(refusal(at -> name(at, SECOND_ENTRY + 46, "x\\..y")))
                .isEqualTo("member 'x\\\\..y' calls itself 'b.npy' (byte 231)");
        assertThat(refusal(at -> name(at, SECOND_ENTRY + 46, "x\\..\\")))
                .isEqualTo("member 'x\\\\..\\\\' has '..' in its name (byte 497)");
        assertThat(refusal(at -> name(at, SECOND_ENTRY + 46, "/etc/")))
                .isEqualTo("member '/etc/' has an absolute path for its name (byte 497)");
        assertThat(refusal(at -> name(at, SECOND_ENTRY + 46, "a\0npy")))
                .isEqualTo("member 'a\\x00npy' has a zero in its name (byte 497)");
        assertThat(refusal(
                        at -> at.putShort(SECOND_ENTRY + 8, (short) (1 << 11)).put(SECOND_ENTRY + 46, (byte) 0xff)))
                .isEqualTo("name of a member is no UTF-8, which its flags demand (byte 497)");
    }

    private static void name(ByteBuffer at, int place, String name) {
        at.put(place, name.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void refusesBytesThatDoNotSumUp() throws IOException {
        String message = refusal(at -> at.put(FIRST_DATA + 128, (byte) 1));
        assertThat(message)
                .matches("member 'a.npy' has checksum [0-9a-f]{8}, the archive says [0-9a-f]{8} \\(byte 0\\)");

        try (Npz npz = Npz.open(file)) {
            npz.verify("b");
            assertThat(npz.map("a").getDouble(0, 0)).isNotZero();
            assertThatThrownBy(() -> npz.verify("a"))
                    .isInstanceOf(MalformedNpyException.class)
                    .hasMessage(file + ": " + message);
        }

        byte[] deflated = bytes(NpzCompression.DEFLATED);
        ByteBuffer entries = ByteBuffer.wrap(deflated).order(ByteOrder.LITTLE_ENDIAN);
        int directory = entries.getInt(deflated.length - 6);
        int compressed = entries.getInt(directory + 20);
        assertThat(refusal(deflated, at -> at.put(FIRST_DATA, (byte) 7)))
                .isEqualTo("member 'a.npy' is not deflated as it should be: invalid block type (byte 0)");
        assertThat(refusal(deflated, at -> at.putInt(directory + 24, 177).putLong(FIRST + 39, 177)))
                .isEqualTo("member 'a.npy' has 176 bytes and claims 177 (byte 0)");
        assertThat(refusal(deflated, at -> at.putInt(directory + 24, 175).putLong(FIRST + 39, 175)))
                .isEqualTo("member 'a.npy': shape (2, 3) of 8-byte elements needs 48 bytes, 47 are left (byte 128)");
        assertThat(refusal(
                        deflated,
                        at -> at.putInt(directory + 20, compressed - 1).putLong(FIRST + 47, compressed - 1)))
                .isEqualTo("member 'a.npy' is cut short: its deflated bytes have no end (byte 0)");
        assertThat(refusal(deflated, at -> at.putInt(directory + 24, 2_000_000).putLong(FIRST + 39, 2_000_000)))
                .isEqualTo("member 'a.npy' claims 2000000 bytes deflated to " + compressed
                        + ", allowed are 1032 for one (byte 0)");
    }

    /// 64 MiB of zeros in 64 KiB: the directory says so, and the header says less. No more is inflated than is claimed.
    @Test
    void refusesABombBeforeMemoryIsTaken() throws IOException {
        Npz.write(file, Map.of("a", NDArray.zeros(DType.UINT8, 64 << 20)), NpzCompression.DEFLATED);
        byte[] bomb = Files.readAllBytes(file);
        ByteBuffer entries = ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN);
        int directory = entries.getInt(bomb.length - 6);
        entries.putInt(directory + 24, 1 << 20).putLong(FIRST + 39, 1 << 20);
        Files.write(file, bomb);

        try (Npz npz = Npz.open(file)) {
            assertThatThrownBy(() -> npz.read("a", NEVER))
                    .isInstanceOf(MalformedNpyException.class)
                    .hasMessage(file + ": member 'a.npy': shape (67108864,) of 1-byte elements needs 67108864 bytes,"
                            + " 1048448 are left (byte 128)");
        }
    }

    @Test
    void stopsInflatingWhereTheClaimEnds() throws IOException {
        Npz.write(file, Map.of("a", NDArray.zeros(DType.UINT8, 64 << 20)), NpzCompression.DEFLATED);
        byte[] bomb = Files.readAllBytes(file);
        ByteBuffer entries = ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN);
        int directory = entries.getInt(bomb.length - 6);
        entries.putInt(directory + 24, 1 << 20).putLong(FIRST + 39, 1 << 20);
        Files.write(file, bomb);

        try (Npz npz = Npz.open(file)) {
            assertThatThrownBy(() -> npz.readBytes("a"))
                    .isInstanceOf(MalformedNpyException.class)
                    .hasMessage(file + ": member 'a.npy' has more than the 1048576 bytes that it claims (byte 0)");
        }
    }

    @Test
    void refusesADirectoryThatIsTooLong() throws IOException {
        long allowed = ZipDirectoryReader.MAX_DIRECTORY_BYTE_SIZE;
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(new byte[] {'P', 'K', 3, 4}));
            ByteBuffer end = ByteBuffer.wrap(sound, END, 22).slice().order(ByteOrder.LITTLE_ENDIAN);
            end.putInt(12, (int) allowed + 1).putInt(16, 4);
            channel.position(allowed + 5);
            channel.write(end);
        }

        assertThatThrownBy(() -> Npz.open(file))
                .isInstanceOf(MalformedNpyException.class)
                .hasMessage(file + ": directory has 268435457 bytes, allowed are 268435456 (byte 4)");
    }

    @Test
    void tellsWhenTheFileShrinksWhileItIsOpen() throws IOException {
        try (Npz npz = Npz.open(file)) {
            Files.write(file, Arrays.copyOf(sound, SECOND + 100));

            assertThatThrownBy(() -> npz.read("b"))
                    .isInstanceOf(MalformedNpyException.class)
                    .hasMessage(file + ": member 'b.npy' is cut short: 115 bytes are not there (byte 231)");
        }
    }
}
