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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every transport must do that moves frames.
abstract class FrameTransportSuite extends TransportSuite {
    private FrameSource framesAtFar() throws IOException {
        return ((FrameChannel) farChannel).read();
    }

    @Test
    void memoryThatIsClosedBeforeItIsWrittenEndsTheConnection() {
        Blob closed = new Blob(Frame.of(ClosedMemory.ofBytes(100_000)));
        assertThatIllegalStateException().isThrownBy(() -> near.write(List.of("x", closed)));
        assertThatIOException().isThrownBy(() -> near.write("more"));
        assertThatIOException().isThrownBy(far::read);
    }

    // The JDK's channels hold what they write, so that an arena cannot be closed under them; what is still to be
    // gathered can.
    @Test
    void memoryThatIsClosedWhileItIsWrittenEndsTheConnection() throws Exception {
        Lease closing = pool.lease(Ownership.LEASED);
        try (Arena open = Arena.ofShared()) {
            List<Object> blobs = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                blobs.add(new Blob(Frame.of(open.allocate(1 << 20))));
            }
            blobs.add(new Blob(Frame.of(closing.allocate(1 << 20, 64))));
            blobs.add(new Blob(Frame.of(open.allocate(1 << 20))));
            Background<Void> writing = Background.run(() -> {
                near.write(blobs);
                return null;
            });
            FrameSource frames = framesAtFar();
            closing.close();
            assertThatIOException().isThrownBy(() -> {
                while (frames.position() < frames.frameCount()) {
                    frames.skip();
                }
            });
            assertThatIllegalStateException().isThrownBy(writing::await);
        }
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
    void aCloseByAnotherThreadEndsAWaitingWrite() throws IOException {
        Background<Void> writing = Background.run(() -> {
            near.write(Blob.random(64 << 20, 8));
            return null;
        });
        // The first bytes are out, the last cannot be.
        assertThat(framesAtFar().frameCount()).isEqualTo(3);
        near.abort();
        assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(writing::await);
    }

    @Test
    void aPeerThatVanishesInTheMiddleOfAMessageLeavesNoMemory() throws Exception {
        Background<Void> writing = Background.run(() -> {
            near.write(Blob.random(64 << 20, 9));
            return null;
        });
        Background<Received> reading = Background.run(far::read);
        while (pool.budget().usedBytes() == 0) {
            Thread.onSpinWait();
        }
        near.abort();
        assertThatIOException().isThrownBy(reading::await);
        assertThat(pool.budget().usedBytes()).isZero();
        assertThatIOException().isThrownBy(() -> far.write("more"));
        try {
            writing.await();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining(listener.address().toString());
        }
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
}
