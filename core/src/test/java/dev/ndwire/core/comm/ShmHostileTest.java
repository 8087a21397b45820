package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.comm.shm.ShmTransport;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.memory.SharedMemory;
import dev.ndwire.core.wire.FrameSource;
import dev.ndwire.core.wire.MalformedWireException;
import dev.ndwire.core.wire.WireLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Peers over shared memory that do what no honest one does; the next connection works.
class ShmHostileTest {
    private static final int BYTE_SIZE = 300_000;

    @TempDir
    private Path sockets;

    private List<Path> namesBefore;

    @BeforeEach
    void listNames() throws IOException {
        namesBefore = ShmPair.names();
    }

    @AfterEach
    void servesTheNextAndKeepsNothing() throws Exception {
        Blob expected = Blob.random(BYTE_SIZE, 8);
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.READ_ONLY)) {
            pair.near().write(expected);
            try (Received received = pair.far().read()) {
                assertThat(received.value()).isEqualTo(expected);
            }
        }
        assertThat(ShmPair.names()).isEqualTo(namesBefore);
    }

    private static void cut(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }

    private void putInPlaceOf(Path name, String kind) throws Exception {
        Files.delete(name);
        switch (kind) {
            case "nothing" -> {}
            case "a link" -> Files.createSymbolicLink(name, Files.write(sockets.resolve("secret"), new byte[1 << 20]));
            case "a pipe" ->
                assertThat(new ProcessBuilder("mkfifo", name.toString()).start().waitFor())
                        .isZero();
            case "a folder" -> Files.createDirectory(name);
            default -> Files.write(name, new byte[10]);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        nothing    | NAME
        a link     | Too many levels of symbolic links (NOFOLLOW_LINKS specified)
        a pipe     | NAME: has 0 bytes, and not 300256 from 0 on
        a folder   | NAME: Is a directory
        a short one | NAME: has 10 bytes, and not 300256 from 0 on
        """)
    void aNameThatIsNotWhatItSaysIsRefused(String kind, String message) throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.READ_ONLY)) {
            pair.near().write(Blob.random(BYTE_SIZE, 1));
            Path name = ShmPair.handedOver(namesBefore);
            putInPlaceOf(name, kind);
            String number = name.getFileName().toString();
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(pair.far()::read)
                    .withMessage("connection to " + pair.far().peerAddress() + " failed, shared file "
                            + number.substring(number.indexOf('-') + 1) + " cannot be mapped: "
                            + message.replace("NAME", name.toString()));
        }
    }

    @Test
    void aFileThatIsCutIsAnErrorAndNoCrash() throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.READ_ONLY)) {
            pair.near().write(Blob.random(BYTE_SIZE, 1));
            Path name = ShmPair.handedOver(namesBefore);
            try (Received received = pair.far().read()) {
                MemorySegment memory = ShmPair.segmentOf(received);
                cut(name);
                assertThatExceptionOfType(InternalError.class).isThrownBy(() -> memory.get(ValueLayout.JAVA_BYTE, 0));
                assertThatExceptionOfType(InternalError.class).isThrownBy(() -> memory.toArray(ValueLayout.JAVA_BYTE));
            }
        }
    }

    /// Cuts every file that was handed over when it is read.
    private record Cutter() {}

    private Serialization withCutter() {
        return Blob.SERIALIZATION.with(TypeSerializer.of(
                Cutter.class, "tests.Cutter", cutter -> Serialized.of(Header.EMPTY), (header, frames) -> {
                    try {
                        for (Path name : ShmPair.names()) {
                            cut(name);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return new Cutter();
                }));
    }

    @Test
    void aFileThatIsCutWhileItsMessageIsReadEndsTheConnection() throws Exception {
        ConnectionSettings settings = ShmPair.READ_ONLY.with(withCutter());
        try (ShmPair pair = ShmPair.connect(sockets, settings)) {
            pair.near().write(List.of(new Cutter(), Blob.random(BYTE_SIZE, 1)));
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(pair.far()::read)
                    .withMessage("connection to " + pair.far().peerAddress()
                            + " failed while reading: memory of the message is gone, its file was cut or its disk is"
                            + " full");
        }
    }

    @Test
    void memoryThatWasCutIsNotHandedOver() throws Exception {
        MemoryPool pool = MemoryPool.ofShared(MemoryBudget.ofBytes(1 << 20), 0);
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.READ_ONLY);
                Lease lease = pool.lease(Ownership.LEASED)) {
            Blob mine = new Blob(Frame.of(lease.allocate(BYTE_SIZE, 64)));
            Path file = SharedMemory.standard()
                    .find(mine.content().segments().get(0))
                    .orElseThrow()
                    .file();
            cut(file);
            pair.near().write(mine);
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(pair.far()::read)
                    .withMessageContaining("has 0 bytes, and not 300000 from 0 on");
        }
    }

    @Test
    void memoryOfACopyThatWasCutIsNotUsedAgain() throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.READ_ONLY)) {
            pair.near().write(Blob.random(BYTE_SIZE, 1));
            Path name = ShmPair.handedOver(namesBefore);
            pair.near().write(Blob.random(BYTE_SIZE, 1));
            Received received = pair.far().read();
            cut(name);
            received.close();
            pair.far().read().close();
            Blob expected = Blob.random(BYTE_SIZE, 2);
            pair.near().write(expected);
            try (Received next = pair.far().read()) {
                assertThat(next.value()).isEqualTo(expected);
            }
        }
    }

    /// Native code reads what is compressed; nobody is to change it then, or cut its file.
    @Test
    void whatNativeCodeReadsIsCopiedFirst() throws Exception {
        MemoryPool pool = MemoryPool.ofShared(MemoryBudget.ofBytes(1 << 20), 0);
        ShmTransport transport = new ShmTransport();
        ConnectionSettings settings = ShmPair.READ_ONLY;
        try (FrameListener listener = transport.listen(ShmPair.anywhere(sockets), settings);
                FrameChannel near = transport.connect(listener.address(), settings.connectTimeout(), settings);
                FrameChannel far = listener.accept();
                Lease mine = pool.lease(Ownership.LEASED);
                Lease theirs = MemoryPool.standard().lease(Ownership.LEASED)) {
            MemorySegment sent = mine.allocate(BYTE_SIZE, 64).fill((byte) 1);
            Background<Void> writing = Background.run(() -> {
                near.write(List.of(Frame.of(sent)));
                return null;
            });
            FrameSource source = far.read(theirs);
            writing.await();
            MemorySegment taken = source.takeOwn(theirs).segments().get(0);
            sent.fill((byte) 2);
            assertThat(taken.get(ValueLayout.JAVA_BYTE, BYTE_SIZE - 1)).isEqualTo((byte) 1);
        }
    }

    @Test
    void aMessageBeyondTheLimitsIsRefused() throws Exception {
        ConnectionSettings settings = ShmPair.READ_ONLY.with(new WireLimits(10, 200_000));
        try (ShmPair pair = ShmPair.connect(sockets, settings)) {
            pair.near().write(Blob.random(BYTE_SIZE, 1));
            assertThatExceptionOfType(MalformedWireException.class)
                    .isThrownBy(pair.far()::read)
                    .withMessageMatching("frame 2 claims 300000 bytes, maxByteSize=200000 leaves 19[0-9]{4}"
                            + " \\(byte [0-9]+ of the message\\)");
        }
        try (ShmPair pair = ShmPair.connect(sockets, settings)) {
            pair.near().write(Collections.nCopies(5, Blob.random(BYTE_SIZE, 1)));
            assertThatExceptionOfType(MalformedWireException.class)
                    .isThrownBy(pair.far()::read)
                    .withMessage("frame count 11 is none of 1 to maxFrames=10 (byte 8 of the message)");
        }
    }

    @Test
    void whoSpeaksAsOverAUnixSocketIsRefused() throws Exception {
        ShmTransport transport = new ShmTransport();
        ConnectionSettings settings = ShmPair.READ_ONLY;
        try (FrameListener listener = transport.listen(ShmPair.anywhere(sockets), settings)) {
            String unix = "unix://" + listener.address().location();
            Background<Connection> connecting = Background.run(() -> Connection.connect(unix, settings));
            assertThatExceptionOfType(ConnectFailedException.class)
                    .isThrownBy(() -> Connection.shakeHands(listener.accept(), settings, settings.connectTimeout()))
                    .withMessage(listener.address() + " does not speak this protocol: " + listener.address()
                            + " does not begin as shm:// does (byte 0 of the message)");
            assertThatExceptionOfType(ConnectFailedException.class).isThrownBy(connecting::await);
        }
    }
}
