package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder of shared memory on a file system of 4 MiB, which a process sees that has its own mounts.
class FullFolderTest {
    @TempDir
    private Path folder;

    private List<String> withSmallDisk(String flags) {
        return List.of(
                "unshare",
                flags,
                "/bin/sh",
                "-c",
                "mount -t tmpfs -o size=4m none \"$0\" && exec \"$@\"",
                folder.toString());
    }

    private boolean isPermitted(List<String> withSmallDisk) throws InterruptedException {
        try {
            return new ProcessBuilder(Stream.concat(withSmallDisk.stream(), Stream.of("true"))
                                    .toList())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /// As root of the machine, or as one of a name space.
    private List<String> withSmallDisk() throws InterruptedException {
        List<String> asRoot = withSmallDisk("-m");
        List<String> ofName = withSmallDisk("-rm");
        boolean isRoot = isPermitted(asRoot);
        assumeThat(isRoot || isPermitted(ofName))
                .as("file systems may be mounted")
                .isTrue();
        return isRoot ? asRoot : ofName;
    }

    @Test
    void whatFindsNoRoomIsRefusedAndLeavesNothing() throws Exception {
        Path socket = Files.createTempDirectory("ndwire").resolve("s");
        Process process = PeerInAJvmOfItsOwn.start(
                withSmallDisk(), List.of("-Dndwire.shm.dir=" + folder), FullFolder.class, socket.toString());
        List<String> said = process.inputReader().lines().toList();
        assertThat(process.waitFor()).isZero();
        Files.delete(socket.getParent());
        String refusal = "8454144 bytes of native memory \\(8.1 MiB\\) were refused by the system \\(the folder "
                + folder + "/ndwire-[^/]+/[^ ]+ takes 4194304 of them: No space left on device\\); .*";
        assertThat(said).hasSize(6);
        assertThat(said.get(0)).isEqualTo("first true");
        assertThat(said.get(1)).matches("MemoryBudgetExceededException " + refusal);
        assertThat(said.get(2)).matches("PeerException .*" + refusal);
        assertThat(said.get(3)).isEqualTo("next true");
        assertThat(said.get(4)).isEqualTo("names true, descriptors 0, received 0, keys []");
        assertThat(said.get(5)).isEqualTo("shared 0, names []");
    }
}
