package dev.ndwire.ndarray.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files on a file system of 4 MiB, which a process sees that has its own mounts.
class FullDiskTest {
    @TempDir
    private Path folder;

    private List<String> withSmallDisk(String flags, List<String> command) {
        List<String> all = new ArrayList<>(List.of("unshare", flags, "/bin/sh", "-c"));
        all.addAll(List.of("mount -t tmpfs -o size=4m none \"$0\" && exec \"$@\"", folder.toString()));
        all.addAll(command);
        return all;
    }

    private boolean isPermitted(String flags) throws InterruptedException {
        try {
            List<String> command = withSmallDisk(flags, List.of("true"));
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static List<String> java(String... arguments) {
        Path built = Path.of(System.getProperty("basedir", ".")).resolve("target");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(String.join(
                File.pathSeparator,
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""),
                built.resolve("classes").toString(),
                built.resolve("test-classes").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    @Test
    void isAnErrorThatHarmsNothing() throws Exception {
        // As root of the machine, or as one of a name space.
        boolean isRoot = isPermitted("-m");
        assumeThat(isRoot || isPermitted("-rm"))
                .as("file systems may be mounted")
                .isTrue();
        List<String> command = withSmallDisk(isRoot ? "-m" : "-rm", java(FullDisk.class.getName(), folder.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> said = process.inputReader().lines().toList();
        assertThat(process.waitFor()).isZero();
        assertThat(said)
                .containsExactly(
                        "write No space left on device",
                        "replace No space left on device",
                        "append No space left on device",
                        "unharmed true",
                        "set InternalError",
                        "fill InternalError",
                        "copy InternalError",
                        "set InternalError",
                        "fill InternalError",
                        "copy InternalError",
                        "set InternalError",
                        "fill InternalError",
                        "copy InternalError",
                        "then 262144 in [a.npy]");
    }
}
