package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.wire.FrameSource;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every transport must do whose writers wait until the bytes of a large frame are taken.
abstract class StreamTransportSuite extends FrameTransportSuite {
    // What is still to be gathered is held by nobody, whichever thread writes.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void memoryThatIsClosedWhileWhatComesBeforeItIsWrittenEndsTheConnection(boolean isVirtual) throws Exception {
        Lease closing = pool.lease(Ownership.LEASED);
        try (Arena open = Arena.ofShared()) {
            List<Object> blobs = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                blobs.add(new Blob(Frame.of(open.allocate(1 << 20))));
            }
            blobs.add(new Blob(Frame.of(closing.allocate(1 << 20, 64))));
            blobs.add(new Blob(Frame.of(open.allocate(1 << 20))));
            Background<Void> writing = Background.run(kindOf(isVirtual), () -> {
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
}
