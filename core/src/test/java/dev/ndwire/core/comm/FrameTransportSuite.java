package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.ClosedMemory;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.PyDict;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every transport must do that moves frames.
abstract class FrameTransportSuite extends TransportSuite {
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
}
