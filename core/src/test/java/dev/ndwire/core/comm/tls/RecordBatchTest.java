package dev.ndwire.core.comm.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.comm.socket.WatchedSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordBatchTest {
    private SocketChannel socket;
    private SocketChannel peer;
    private RecordBatch batch;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            socket = SocketChannel.open(listener.getLocalAddress());
            peer = listener.accept();
        }
        batch = new RecordBatch(new WatchedSocket(socket));
    }

    @AfterEach
    void close() throws IOException {
        batch.close();
        peer.close();
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        for (int value : values) {
            buffer.put((byte) value);
        }
        return buffer.flip();
    }

    private byte[] receive(int count) throws IOException {
        ByteBuffer received = ByteBuffer.allocate(count);
        while (received.hasRemaining()) {
            assertThat(peer.read(received)).isPositive();
        }
        return received.array();
    }

    @Test
    void writesWhatWaitsWhenItIsFlushed() throws IOException {
        assertThat(batch.write(bytes(1, 2))).isEqualTo(2);
        assertThat(batch.write(bytes(3))).isEqualTo(1);
        peer.configureBlocking(false);
        assertThat(peer.read(ByteBuffer.allocate(3))).isZero();
        peer.configureBlocking(true);

        batch.flush();

        assertThat(receive(3)).containsExactly(1, 2, 3);
    }

    @Test
    void writesWhatWaitsBeforeItWaitsForAnAnswer() throws Exception {
        batch.write(bytes(7));
        CompletableFuture<byte[]> asked = CompletableFuture.supplyAsync(() -> {
            try {
                byte[] question = receive(1);
                peer.write(bytes(8));
                return question;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        ByteBuffer answer = ByteBuffer.allocate(5);

        assertThat(batch.read(answer)).isEqualTo(1);
        assertThat(answer.get(0)).isEqualTo((byte) 8);
        assertThat(asked.get()).containsExactly(7);
    }

    @Test
    void writesWhatWaitsWhenItIsClosed() throws IOException {
        batch.write(bytes(9));
        batch.close();

        assertThat(receive(1)).containsExactly(9);
        assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void leavesToTheThreadThatWritesWhatThatLaidDown() throws Exception {
        CompletableFuture.runAsync(() -> {
                    batch.beginWriting();
                    assertThat(write(1)).isEqualTo(1);
                })
                .get();

        batch.writeUnlessBusy(bytes(2));
        batch.flushUnlessBusy();
        peer.configureBlocking(false);
        assertThat(peer.read(ByteBuffer.allocate(3))).isZero();
        peer.configureBlocking(true);
        batch.flush();
        batch.writeUnlessBusy(bytes(3));
        batch.flushUnlessBusy();

        assertThat(receive(2)).containsExactly(1, 3);
    }

    @Test
    void leavesNothingToAThreadThatDoesNotWriteAnyMore() throws Exception {
        CompletableFuture.runAsync(() -> {
                    batch.beginWriting();
                    assertThat(write(1)).isEqualTo(1);
                    batch.endWriting();
                })
                .get();

        batch.flushUnlessBusy();

        assertThat(receive(1)).containsExactly(1);
    }

    private int write(int value) {
        try {
            return batch.write(bytes(value));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void keepsBytesInOrderWhateverTheirNumber() throws Exception {
        long seed = new SplittableRandom().nextLong();
        System.out.println("RecordBatchTest seed " + seed);
        byte[] sent = new byte[1 << 20];
        new java.util.Random(seed).nextBytes(sent);
        CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> {
            try {
                return receive(sent.length);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer source = ByteBuffer.wrap(sent);
        while (source.hasRemaining()) {
            int count = Math.min(source.remaining(), random.nextInt(300_000));
            assertThat(batch.write(source.slice(source.position(), count))).isEqualTo(count);
            source.position(source.position() + count);
        }
        batch.flush();

        assertThat(received.get()).isEqualTo(sent);
    }

    @Test
    void givesWhatItReadAheadPieceByPiece() throws IOException {
        peer.write(bytes(1, 2, 3, 4, 5));
        ByteBuffer first = ByteBuffer.allocate(2);
        ByteBuffer rest = ByteBuffer.allocate(10).position(1);

        assertThat(batch.read(first)).isEqualTo(2);
        assertThat(batch.read(rest)).isEqualTo(3);
        assertThat(first.array()).containsExactly(1, 2);
        assertThat(rest.flip().position(1).remaining()).isEqualTo(3);
        assertThat(rest.get(1)).isEqualTo((byte) 3);

        peer.close();
        assertThat(batch.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void refusesBytesWhenItIsClosed() throws IOException {
        batch.abort();

        assertThatThrownBy(() -> batch.write(bytes(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> batch.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        batch.close();
    }
}
