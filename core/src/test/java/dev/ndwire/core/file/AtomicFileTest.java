package dev.ndwire.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
    private static final long LARGE = 64 << 20;
    private static final long STAT_BLOCK_BYTES = 512;

    @TempDir
    private Path folder;

    @Test
    void appearsWholeWhateverItsSizeWasSaidToBe() throws IOException {
        for (long said : new long[] {0, 3, LARGE, Long.MAX_VALUE}) {
            Path file = folder.resolve("said-" + said + "-größer");
            AtomicFile.write(file, said, channel -> channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3})));
            assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
        }
        assertThat(names()).hasSize(4);
    }

    @Test
    void replacesAFileInOneStep() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        AtomicFile.write(file, LARGE, channel -> {
            assertThat(file).hasContent("before");
            channel.write(ByteBuffer.wrap("after".getBytes(StandardCharsets.US_ASCII)));
            assertThat(file).hasContent("before");
        });
        assertThat(file).hasContent("after");
        assertThat(names()).containsExactly("file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r-----", "r--r--r--", "rwxrw-rw-", "---------"})
    void keepsThePermissionsOfTheFileThatItReplaces(String permissions) throws IOException {
        assumePosix();
        Path file = Files.writeString(folder.resolve("file"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        for (Path name : List.of(file, link)) {
            AtomicFile.write(name, LARGE, channel -> {
                // From the first byte on.
                assertThat(permissions(temporary())).isEqualTo(permissions);
                channel.write(ByteBuffer.wrap("after".getBytes(StandardCharsets.US_ASCII)));
            });
            assertThat(permissions(file)).isEqualTo(permissions);
        }
        assertThat(Files.isSymbolicLink(link)).isTrue();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(file).hasContent("after");
        assertThat(names()).containsExactly("file", "link");
    }

    @Test
    void aNewFileHasThePermissionsOfAnyNewFile() throws IOException {
        assumePosix();
        AtomicFile.write(folder.resolve("ours"), channel -> channel.write(ByteBuffer.allocate(1)));
        Files.createFile(folder.resolve("any"));
        assertThat(permissions(folder.resolve("ours"))).isEqualTo(permissions(folder.resolve("any")));
    }

    @Test
    void keepsTheGroupWhereTheSystemLetsIt() throws IOException {
        assumePosix();
        Path file = Files.writeString(folder.resolve("file"), "before");
        GroupPrincipal group = group(file);
        for (String name : List.of("daemon", "users", "staff")) {
            try {
                GroupPrincipal other =
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
                Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(other);
                group = other;
            } catch (UserPrincipalNotFoundException | FileSystemException notAllowed) {
                // Another one may be.
            }
        }
        AtomicFile.write(file, channel -> channel.write(ByteBuffer.allocate(1)));
        assertThat(group(file)).isEqualTo(group);
    }

    private static void assumePosix() {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "the file system has no permissions of POSIX");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static GroupPrincipal group(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class).group();
    }

    @Test
    void leavesNothingWhereItsContentFails() throws IOException {
        Path file = folder.resolve("file");
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(file, LARGE, channel -> {
                    channel.write(ByteBuffer.wrap(new byte[10]));
                    throw new IOException("no more");
                }))
                .withMessage("no more");
        assertThat(names()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void hasItsBlocksAheadWhereItIsNewAndLarge() throws Exception {
        Assumptions.assumeTrue(AtomicFile.class.getModule().isNativeAccessEnabled(), "native access is not granted");
        Assumptions.assumeTrue(
                List.of("ext4", "xfs", "btrfs", "tmpfs")
                        .contains(Files.getFileStore(folder).type().toLowerCase(Locale.ROOT)),
                "the file system may not be able to");
        assertThat(blockBytesAhead(folder.resolve("new"), LARGE)).isGreaterThanOrEqualTo(LARGE);
        assertThat(blockBytesAhead(folder.resolve("small"), LARGE / 64)).isZero();
        assertThat(blockBytesAhead(Files.writeString(folder.resolve("old"), "x"), LARGE))
                .isZero();
    }

    /// What the file takes on the disk before any byte is there.
    private long blockBytesAhead(Path file, long byteSize) throws IOException {
        var blockBytes = new AtomicLong();
        AtomicFile.write(file, byteSize, channel -> {
            assertThat(channel.size()).isZero();
            blockBytes.set(blockBytes(temporary()));
            fill(channel, byteSize);
        });
        assertThat(file).hasSize(byteSize);
        return blockBytes.get();
    }

    private static void fill(FileChannel channel, long byteSize) throws IOException {
        ByteBuffer piece = ByteBuffer.allocateDirect(1 << 20);
        for (long at = 0; at < byteSize; at += piece.capacity()) {
            channel.write(piece.clear());
        }
    }

    private Path temporary() throws IOException {
        return folder.resolve(names().stream()
                .filter(name -> name.startsWith(".ndwire-"))
                .findFirst()
                .orElseThrow());
    }

    private static long blockBytes(Path file) throws IOException {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        String blocks = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return Long.parseLong(blocks.strip()) * STAT_BLOCK_BYTES;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
