package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.ClosedMemory;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.wire.FrameSource;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every transport must do that moves frames.
abstract class FrameTransportSuite extends TransportSuite {
    private static final byte FILLED = 7;

    @Test
    void memoryThatIsClosedBeforeItIsWrittenEndsTheConnection() {
        Blob closed = new Blob(Frame.of(ClosedMemory.ofBytes(100_000)));
        assertThatIllegalStateException().isThrownBy(() -> near.write(List.of("x", closed)));
        assertThatIOException().isThrownBy(() -> near.write("more"));
        assertThatIOException().isThrownBy(far::read);
    }

    @Test
    void refusesASecondReaderAndASecondWriter() throws Exception {
        Background<Received> reading = Background.run(far::read).awaitInside(Connection.class, "readMessage");
        assertThatIllegalStateException()
                .isThrownBy(far::read)
                .withMessage("another thread is reading from " + far.peerAddress());
        Background<Void> writing = Background.run(() -> {
            far.write(Blob.random(64 << 20, 7));
            return null;
        });
        writing.awaitInside(FrameRoad.class, "writeFrames");
        assertThatIllegalStateException()
                .isThrownBy(() -> far.write("second"))
                .withMessage("another thread is writing to " + far.peerAddress());
        try (Received received = near.read()) {
            assertThat(received.value()).isInstanceOf(Blob.class);
        }
        writing.await();
        near.write("for the first reader");
        try (Received received = reading.await()) {
            assertThat(received.value()).isEqualTo("for the first reader");
        }
        far.write("and again");
        near.read().close();
    }

    @Test
    void aMessageThatCannotBeOpenedHarmsNotTheNext() throws Exception {
        near.write(PyDict.of("__Serialized__", 5L));
        assertThatExceptionOfType(dev.ndwire.core.header.MalformedHeaderException.class)
                .isThrownBy(far::read)
                .withMessage("a placeholder points to frame 5, the message has 1 frames");
        carries("next");
    }

    @Test
    void aMessageThatCannotBeWrittenHarmsNotTheNext() throws Exception {
        assertThatExceptionOfType(dev.ndwire.core.family.SerializationException.class)
                .isThrownBy(() -> near.write(List.of(Blob.of("x"), new Object())))
                .withMessage("no family of [dask, pickle, jvm] takes a java.lang.Object: "
                        + "no way is known to pickle an instance of java.lang.Object");
        carries("next");
    }

    @Test
    void aPeerThatShakesNoHandsIsRefused() throws Exception {
        Background<Connection> connecting =
                Background.run(() -> Connection.connect(listener.address().toString(), settings));
        try (FrameChannel accepted = (FrameChannel) listener.accept()) {
            accepted.write(List.of(Frame.of(dev.ndwire.core.header.MsgpackWriter.encode(List.of("hello")))));
            assertThatIOException()
                    .isThrownBy(connecting::await)
                    .withMessage(listener.address() + " does not speak this protocol: "
                            + "first message is no handshake: it has no 'pickle-protocol'");
        }
    }

    /// More bytes than are taken from a writer before the other end reads.
    int waitingBytes() {
        return 64 << 20;
    }

    final FrameSource framesAtFar() throws IOException {
        return ((FrameChannel) farChannel).read(Lease.none());
    }

    private Background<Void> startWriting(boolean isVirtual, MemorySegment memory, Lease.@Nullable Hold hold) {
        return Background.run(kindOf(isVirtual), () -> {
            near.write(new Blob(Frame.of(memory)), settings.serialization(), hold);
            return null;
        });
    }

    private static void skipToTheLast(FrameSource frames) throws IOException {
        while (frames.position() < frames.frameCount() - 1) {
            frames.skip();
        }
    }

    /// Reads a frame, whose own memory may be gone by then.
    private static void isLast(long byteSize, byte value, FrameSource frames) throws IOException {
        try (Arena arena = Arena.ofShared()) {
            skipToTheLast(frames);
            Frame expected = Frame.of(arena.allocate(byteSize).fill(value));
            assertThat(frames.take(arena).contentEquals(expected)).isTrue();
        }
    }

    private void nextConnectionWorks() throws Exception {
        closeAndCountMemory();
        connect();
        carries("next");
    }

    /// Whoever waits for the peer on a platform thread keeps what is being written, and on a virtual one does not: its
    /// memory is closed in between. Either the whole message arrives, or the connection ends.
    private void isClosedWhileItIsWritten(boolean isVirtual, MemorySegment memory, AutoCloseable owner)
            throws Exception {
        memory.fill(FILLED);
        Background<Void> writing = startWriting(isVirtual, memory, null);
        FrameSource frames = framesAtFar();
        do {
            tryToClose(owner);
        } while (isVirtual && memory.scope().isAlive());
        if (memory.scope().isAlive()) {
            isLast(memory.byteSize(), FILLED, frames);
            writing.await();
            // What was in use then is not any more.
            owner.close();
            assertThat(memory.scope().isAlive()).isFalse();
        } else {
            assertThatIOException().isThrownBy(() -> {
                skipToTheLast(frames);
                frames.skip();
            });
            assertThatIllegalStateException().isThrownBy(writing::await).withMessage("Already closed");
            assertThatIOException().isThrownBy(() -> near.write("more"));
        }
        nextConnectionWorks();
    }

    private static void tryToClose(AutoCloseable owner) throws Exception {
        try {
            owner.close();
        } catch (IllegalStateException inUse) {
            // An arena says so.
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @SuppressWarnings("MustBeClosed") // closed by isClosedWhileItIsWritten()
    void anArenaThatIsClosedWhileItIsWritten(boolean isVirtual) throws Exception {
        Arena arena = Arena.ofShared();
        isClosedWhileItIsWritten(isVirtual, arena.allocate(waitingBytes()), arena);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLeaseThatIsClosedWhileItIsWritten(boolean isVirtual) throws Exception {
        Lease lease = pool.lease(Ownership.LEASED);
        isClosedWhileItIsWritten(isVirtual, lease.allocate(waitingBytes(), 64), lease);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLeaseThatIsHeldStaysUntilItIsWritten(boolean isVirtual) throws Exception {
        Lease lease = pool.lease(Ownership.LEASED);
        MemorySegment memory = lease.allocate(waitingBytes(), 64).fill(FILLED);
        Background<Void> writing = startWriting(isVirtual, memory, lease.hold());
        FrameSource frames = framesAtFar();
        lease.close();
        isLast(memory.byteSize(), FILLED, frames);
        writing.await();
        assertThat(memory.scope().isAlive()).isFalse();
    }

    private MemorySegment mapped(Arena arena, int byteSize) throws IOException {
        try (FileChannel file = FileChannel.open(
                folder.resolve("cut"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return file.map(FileChannel.MapMode.READ_WRITE, 0, byteSize, arena).fill(FILLED);
        }
    }

    private void cut(int byteSize) throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve("cut"), StandardOpenOption.WRITE)) {
            file.truncate(byteSize);
        }
    }

    private void saysThatMemoryIsGone(Background<Void> writing) throws Exception {
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(writing::await)
                .withMessage("connection to " + near.peerAddress() + " failed while writing: memory of the message is"
                        + " gone, its file was cut or its disk is full");
        assertThatIOException().isThrownBy(() -> near.write("more"));
        nextConnectionWorks();
    }

    @ParameterizedTest
    @CsvSource({"1000, 0", "60000, 0", "60000, 30000", "8388608, 0", "8388608, 5000000"})
    void memoryWhoseFileWasCutEndsTheConnection(int byteSize, int left) throws Exception {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment memory = mapped(arena, byteSize);
            cut(left);
            Background<Void> writing = startWriting(false, memory, null);
            assertThatIOException().isThrownBy(far::read);
            saysThatMemoryIsGone(writing);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatIsCutWhileItsMemoryIsWrittenEndsTheConnection(boolean isVirtual) throws Exception {
        try (Arena arena = Arena.ofShared()) {
            Background<Void> writing = startWriting(isVirtual, mapped(arena, waitingBytes()), null);
            FrameSource frames = framesAtFar();
            cut(0);
            assertThatIOException().isThrownBy(() -> {
                skipToTheLast(frames);
                frames.skip();
            });
            saysThatMemoryIsGone(writing);
        }
    }
}
