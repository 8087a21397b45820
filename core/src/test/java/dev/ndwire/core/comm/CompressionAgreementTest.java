package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.comm.tcp.TcpTransport;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.wire.FrameSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What two ends agree on, and what goes over the wire then. The address 127.0.0.2 is another host's as far as anyone
/// can tell: who connects to it comes from 127.0.0.1.
class CompressionAgreementTest {
    private static final String ELSEWHERE = "tcp://127.0.0.2:0";
    private static final ConnectionSettings PLAIN =
            ConnectionSettings.standard().with(Blob.SERIALIZATION);
    private static final Blob ZEROS = new Blob(Frame.of(new byte[1 << 20]));

    /// Connects, has one end write zeros, and gives what both agreed on.
    private static @Nullable String agreed(String address, @Nullable String near, @Nullable String far)
            throws Exception {
        TcpTransport transport = new TcpTransport();
        try (FrameListener listener = transport.listen(Address.parse(address), ConnectionSettings.standard())) {
            Background<Connection> accepted = Background.run(
                    () -> Connection.shakeHands(listener.accept(), PLAIN.withCompression(far), PLAIN.connectTimeout()));
            try (Connection connected = Connection.connect(listener.address().toString(), PLAIN.withCompression(near));
                    Connection other = accepted.await()) {
                assertThat(connected.handshake()).isEqualTo(other.handshake());
                Background<Void> writing = Background.run(() -> {
                    connected.write(List.of(ZEROS));
                    return null;
                });
                try (Received received = other.read()) {
                    assertThat(received.value()).isEqualTo(List.of(ZEROS));
                }
                writing.await();
                return connected.handshake().compression();
            }
        }
    }

    @Test
    void agreesWhereBothNameTheSame() throws Exception {
        for (String codec : List.of("lz4", "snappy", "zlib", "zstd")) {
            assertThat(agreed(ELSEWHERE, codec, codec)).isEqualTo(codec);
        }
        assertThat(agreed(ELSEWHERE, "auto", "lz4")).isEqualTo("lz4");
    }

    @Test
    void agreesOnNoneWhereTheyDiffer() throws Exception {
        assertThat(agreed(ELSEWHERE, "lz4", "zstd")).isNull();
        assertThat(agreed(ELSEWHERE, "lz4", null)).isNull();
        assertThat(agreed(ELSEWHERE, null, null)).isNull();
    }

    @Test
    void agreesOnNoneOnOneHost() throws Exception {
        assertThat(agreed("tcp://127.0.0.1:0", "lz4", "lz4")).isNull();
    }

    @Test
    void aPeerThatNamesAnUnknownCompressionAgreesOnNone() {
        PyDict theirs = PyDict.of("compression", "blosc", "pickle-protocol", 4L);
        assertThat(Handshake.with(theirs, "lz4")).isEqualTo(new Handshake(4, null));
        assertThat(Handshake.with(theirs, null)).isEqualTo(new Handshake(4, null));
        assertThat(Handshake.with(PyDict.of("pickle-protocol", 5L), "lz4")).isEqualTo(new Handshake(5, null));
        assertThat(Handshake.with(Handshake.ours("zstd"), "zstd"))
                .isEqualTo(new Handshake(Context.HIGHEST_PICKLE_PROTOCOL, "zstd"));
    }

    @Test
    void settingsNameKnownCompressionsOnly() {
        assertThat(PLAIN.compression()).isNull();
        assertThat(PLAIN.withCompression("auto").compression()).isEqualTo("lz4");
        assertThat(PLAIN.withCompression("zlib").withCompression(null).compression())
                .isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.withCompression("blosc"))
                .withMessage("compression 'blosc' is not known, only auto, lz4, snappy, zlib, zstd");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.withShardByteSize(0))
                .withMessage("shardByteSize=0, at least 1 is allowed");
    }

    @Test
    void whatIsAgreedOnIsWhatTravels() throws Exception {
        assertThat(bytesOnTheWire(PLAIN.withCompression("lz4"))).isLessThan(10_000);
        assertThat(bytesOnTheWire(PLAIN)).isGreaterThan(1 << 20);
    }

    @Test
    void shardsTravelAsFramesOfTheirOwn() throws Exception {
        assertThat(framesOnTheWire(PLAIN)).isEqualTo(3);
        assertThat(framesOnTheWire(PLAIN.withShardByteSize(300_000))).isEqualTo(6);
    }

    private static long bytesOnTheWire(ConnectionSettings settings) throws Exception {
        try (Peer peer = Peer.of(settings)) {
            FrameSource frames = peer.next();
            long total = 0;
            for (int i = 0; i < frames.frameCount(); i++) {
                total += frames.byteSize(i);
                frames.skip();
            }
            return total;
        }
    }

    private static long framesOnTheWire(ConnectionSettings settings) throws Exception {
        try (Peer peer = Peer.of(settings)) {
            FrameSource frames = peer.next();
            for (int i = 0; i < frames.frameCount(); i++) {
                frames.skip();
            }
            return frames.frameCount();
        }
    }

    /// Whom zeros are written to, and who sees the frames.
    private record Peer(FrameListener listener, FrameChannel channel, Connection writer) implements AutoCloseable {
        static Peer of(ConnectionSettings settings) throws Exception {
            TcpTransport transport = new TcpTransport();
            FrameListener listener = transport.listen(Address.parse(ELSEWHERE), ConnectionSettings.standard());
            Background<FrameChannel> accepted = Background.run(() -> {
                FrameChannel channel = listener.accept();
                Connection.shakeHands(channel, settings, settings.connectTimeout());
                return channel;
            });
            Connection writer = Connection.connect(listener.address().toString(), settings);
            return new Peer(listener, accepted.await(), writer);
        }

        FrameSource next() throws Exception {
            Background<Void> unused = Background.run(() -> {
                writer.write(ZEROS);
                return null;
            });
            return channel.read(Lease.none());
        }

        @Override
        public void close() {
            writer.close();
            channel.close();
            listener.close();
        }
    }
}
