package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.comm.pigeon.PigeonTransport;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A transport of somebody else's that is named as a service. Only a JVM of its own looks for it on a class path.
class OwnTransportTest {
    @TempDir
    private Path folder;

    private List<String> said(Class<?> service) throws Exception {
        Path file = Files.createDirectories(folder.resolve("META-INF/services")).resolve(Transport.class.getName());
        Files.writeString(file, service.getName());
        Process process = PeerInAJvmOfItsOwn.start(
                List.of(),
                List.of("-cp", PeerInAJvmOfItsOwn.classPath() + File.pathSeparator + folder),
                PigeonPost.class);
        List<String> said = process.inputReader().lines().toList();
        assertThat(process.waitFor()).isZero();
        return said;
    }

    @Test
    void itsAddressesAreListenedOnAndConnectedTo() throws Exception {
        List<String> said = said(PigeonTransport.class);
        assertThat(said).hasSize(6);
        String address = said.get(0);
        assertThat(address).matches("pigeon://127\\.0\\.0\\.1:[0-9]+");
        assertThat(said.subList(1, 6))
                .containsExactly(
                        "got true",
                        "address '" + address + "' is refused: encryption is required, and pigeon:// does not encrypt",
                        "address 'albatross://sea' has an unknown scheme, expected one of"
                                + " [tcp, tls, unix, inproc, shm, pigeon]",
                        "got true",
                        "used 0, descriptors 0");
    }
}
