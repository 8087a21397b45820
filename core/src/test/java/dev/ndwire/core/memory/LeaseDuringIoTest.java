package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of a lease that is closed while its memory is read into or written from.
class LeaseDuringIoTest {
    private static final long KIB = 1 << 10;

    @ParameterizedTest
    @MethodSource("dev.ndwire.core.memory.Sources#all")
    void keepsItsMemoryUntilTheLastHoldIsClosed(NativeRegions source) {
        MemoryPool pool = Sources.pool(source, 1 << 20);
        Lease lease = pool.lease(Ownership.LEASED);
        MemorySegment memory = lease.allocate(128 * KIB, 1);
        Lease.Hold first = lease.hold();
        Lease.Hold second = lease.hold();
        lease.close();
        lease.close();
        assertThat(lease.isOpen()).isFalse();
        memory.fill((byte) 1);
        assertThatIllegalStateException().isThrownBy(() -> lease.allocate(1, 1)).withMessage("this lease is closed");
        assertThatIllegalStateException().isThrownBy(lease::hold).withMessage("this lease is closed");
        first.close();
        first.close();
        memory.fill((byte) 2);
        assertThat(pool.idleBytes()).isZero();
        second.close();
        assertThat(memory.scope().isAlive()).isFalse();
        assertThat(pool.budget().usedBytes()).isEqualTo(pool.idleBytes());
    }

    @Test
    void losesNothingWhenAHoldEndsBeforeItIsClosed() {
        MemoryPool pool = Sources.pool(Sources.AUTO, 1 << 20);
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            lease.hold().close();
            MemorySegment memory = lease.allocate(100, 1);
            lease.hold().close();
            assertThat(memory.scope().isAlive()).isTrue();
        }
    }

    @Test
    void isClosedAgainByHand() throws Exception {
        MemoryPool pool = Sources.pool(Sources.AUTO, 1 << 20);
        try (PendingRead read = new PendingRead(pool)) {
            read.lease.close();
            assertThat(read.lease.isOpen()).isFalse();
            assertThat(read.memory.scope().isAlive()).isTrue();
            assertThat(pool.budget().usedBytes()).isEqualTo(64 * KIB);
            read.lease.close();
            assertThat(read.memory.scope().isAlive()).isTrue();

            read.complete();
            assertThat(read.memory.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 7);
            read.lease.close();
            assertThat(read.memory.scope().isAlive()).isFalse();
            assertThat(pool.budget().usedBytes()).isEqualTo(pool.idleBytes());
        }
    }

    @Test
    void isFinishedWhenTheNextLeaseIsOpened() throws Exception {
        MemoryPool pool = Sources.pool(Sources.AUTO, 1 << 20);
        try (PendingRead read = new PendingRead(pool)) {
            read.lease.close();
            pool.lease(Ownership.AUTOMATIC);
            assertThat(read.memory.scope().isAlive()).isTrue();
            read.complete();
            pool.lease(Ownership.AUTOMATIC);
            assertThat(read.memory.scope().isAlive()).isFalse();
        }
    }

    @Test
    void isFinishedWhenAnotherLeaseIsClosed() throws Exception {
        MemoryPool pool = Sources.pool(Sources.AUTO, 1 << 20);
        Lease other = pool.lease(Ownership.LEASED);
        try (PendingRead read = new PendingRead(pool)) {
            read.lease.close();
            read.complete();
            assertThat(read.memory.scope().isAlive()).isTrue();
            other.close();
            assertThat(read.memory.scope().isAlive()).isFalse();
        }
    }

    @Test
    void isFinishedWhenThePoolIsTrimmed() throws Exception {
        MemoryPool pool = Sources.pool(Sources.AUTO, 1 << 20);
        try (PendingRead read = new PendingRead(pool)) {
            read.lease.close();
            assertThat(pool.trim()).isZero();
            read.complete();
            pool.trim();
            assertThat(read.memory.scope().isAlive()).isFalse();
            assertThat(pool.budget().usedBytes()).isZero();
        }
    }

    @Test
    void isFinishedBeforeItsBudgetRefuses() throws Exception {
        MemoryBudget budget = MemoryBudget.ofBytes(64 * KIB);
        MemoryPool pool = MemoryPool.of(budget, 0);
        try (PendingRead read = new PendingRead(pool)) {
            read.lease.close();
            assertThat(catchThrowableOfType(MemoryBudgetExceededException.class, () -> budget.reserve(1)))
                    .isNotNull();
            read.complete();
            budget.reserve(64 * KIB);
            assertThat(read.memory.scope().isAlive()).isFalse();
        }
    }

    @Test
    void isFinishedAfterTheLastHoldToo() throws Exception {
        MemoryPool pool = Sources.pool(Sources.AUTO, 1 << 20);
        try (PendingRead read = new PendingRead(pool)) {
            Lease.Hold hold = read.lease.hold();
            read.lease.close();
            hold.close();
            assertThat(read.memory.scope().isAlive()).isTrue();
            read.complete();
            pool.trim();
            assertThat(read.memory.scope().isAlive()).isFalse();
        }
    }

    @Test
    void aSlabOfManyMessagesIsFinishedWhenTheNextLeaseIsOpened() throws Exception {
        MemoryPool pool = Sources.pool(Sources.AUTO, 1 << 20);
        try (PendingRead read = new PendingRead(pool.leaseForMessage(Ownership.LEASED))) {
            read.lease.close();
            pool.trim();
            pool.trim();
            assertThat(read.memory.scope().isAlive()).isTrue();
            assertThat(pool.budget().usedBytes()).isEqualTo(64 * KIB);
            read.complete();
            assertThat(read.memory.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 7);
            pool.lease(Ownership.AUTOMATIC);
            assertThat(read.memory.scope().isAlive()).isFalse();
            pool.trim();
            assertThat(pool.budget().usedBytes()).isZero();
        }
    }

    /// A read into leased memory that no hold protects: the JDK has acquired it from the constructor on, until
    /// `complete` returns.
    private static final class PendingRead implements AutoCloseable {
        final Lease lease;
        final MemorySegment memory;
        private final AsynchronousServerSocketChannel server;
        private final AsynchronousSocketChannel reader;
        private final AsynchronousSocketChannel writer;
        private final Future<Integer> read;

        PendingRead(MemoryPool pool) throws Exception {
            this(pool.lease(Ownership.LEASED));
        }

        PendingRead(Lease lease) throws Exception {
            this.lease = lease;
            server = AsynchronousServerSocketChannel.open()
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            writer = AsynchronousSocketChannel.open();
            Future<AsynchronousSocketChannel> accepted = server.accept();
            writer.connect(server.getLocalAddress()).get();
            reader = accepted.get();
            memory = lease.allocate(16, 1);
            read = reader.read(memory.asByteBuffer());
        }

        void complete() throws Exception {
            writer.write(ByteBuffer.wrap(new byte[] {7})).get();
            assertThat(read.get()).isEqualTo(1);
        }

        @Override
        public void close() throws IOException {
            reader.close();
            writer.close();
            server.close();
        }
    }
}
