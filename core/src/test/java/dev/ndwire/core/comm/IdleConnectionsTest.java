package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Connections on which nothing moves, over every transport between processes.
class IdleConnectionsTest {
    private static final long SEED = 20_261_126;
    private static final PyDict PING = PyDict.of("op", "ping");
    private static final Bytes PONG = Bytes.utf8("pong");

    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(1L << 30), 0);
    private final ConnectionSettings hasty = ConnectionSettings.standard()
            .with(Blob.SERIALIZATION)
            .with(pool)
            .with(ServerSettings.standard().withIdleAfter(Duration.ofMillis(1)));

    @TempDir
    private Path folder;

    @AfterEach
    void countThreadsAndMemory() throws InterruptedException {
        Background.awaitEndOfThreadsNamed("ndwire-");
        assertThat(pool.budget().usedBytes()).isZero();
    }

    private Server listen(Schemes scheme, ConnectionSettings settings) throws IOException {
        return Server.listen(scheme.settings(settings), List.of(scheme.anywhere(folder)));
    }

    private static Connection connect(Schemes scheme, Server server, ConnectionSettings settings) throws IOException {
        return Connection.connect(server.address().toString(), scheme.settings(settings));
    }

    private static void ping(Connection connection) throws IOException {
        connection.write(PING);
        try (Received reply = connection.read()) {
            assertThat(reply.value()).isEqualTo(PONG);
        }
    }

    private static void awaitIdleness() throws InterruptedException {
        Background.awaitEndOfThreadsNamed(Serving.THREAD);
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void haveNoThreadAndAreServedAllTheSame(Schemes scheme) throws Exception {
        try (Server server = listen(scheme, hasty)) {
            List<Connection> connections = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                connections.add(connect(scheme, server, hasty));
            }
            for (int round = 0; round < 3; round++) {
                awaitIdleness();
                assertThat(Background.threadsNamed("ndwire-idle")).hasSize(1);
                for (Connection connection : connections) {
                    ping(connection);
                }
            }
            assertThat(server.connectionCount()).isEqualTo(20);
            connections.forEach(Connection::close);
        }
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void twoThousandOfThemLeaveTwoHundredBusyOnesInPeace(Schemes scheme) throws Exception {
        assumeDescriptors(5_000);
        int count = scheme == Schemes.TLS ? 300 : 2_000;
        long descriptors = Descriptors.count();
        try (Server server = listen(scheme, hasty)) {
            ping(connect(scheme, server, hasty));
            long before = usedBytes();
            List<Connection> connections = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                connections.add(connect(scheme, server, hasty));
            }
            List<Background<Void>> asking = new ArrayList<>();
            for (int first = 0; first < 200; first += 20) {
                List<Connection> busy = connections.subList(first, first + 20);
                asking.add(Background.run(() -> {
                    for (int round = 0; round < 20; round++) {
                        for (Connection connection : busy) {
                            ping(connection);
                        }
                    }
                    return null;
                }));
            }
            for (Background<Void> one : asking) {
                one.await();
            }
            awaitIdleness();
            // Both ends are in this process, and a client over TLS takes more than all that is the server's.
            assertThat((usedBytes() - before) / count).isLessThan(scheme == Schemes.TLS ? 128 << 10 : 64 << 10);
            assertThat(Background.threadsNamed("ndwire-")).hasSize(2);
            ping(connections.get(count - 1));
            connections.forEach(Connection::close);
        }
        Descriptors.await(descriptors + 2);
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void takeLessThan64KibOfTheServerEach(Schemes scheme) throws Exception {
        // A handshake of TLS takes the time of a hundred connections.
        int count = scheme == Schemes.TLS ? 150 : 400;
        assumeDescriptors(2_000);
        try (Server server = listen(scheme, hasty);
                Connection first = connect(scheme, server, hasty)) {
            ping(first);
            awaitIdleness();
            long before = usedBytes();
            Process peer = PeerInAJvmOfItsOwn.start(
                    List.of(), "idle", scheme.name(), server.address().toString(), String.valueOf(count));
            try {
                assertThat(peer.inputReader().readLine()).isEqualTo(String.valueOf(count));
                awaitIdleness();
                assertThat(server.connectionCount()).isEqualTo(1 + count);
                assertThat((usedBytes() - before) / count).isLessThan(64 << 10);
            } finally {
                peer.destroyForcibly().waitFor();
            }
            while (server.connectionCount() > 1) {
                Thread.onSpinWait();
            }
            ping(first);
        }
    }

    private static void assumeDescriptors(long count) {
        assumeThat(ManagementFactory.getOperatingSystemMXBean()).isInstanceOf(UnixOperatingSystemMXBean.class);
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        assumeThat(system.getMaxFileDescriptorCount()).as("descriptors allowed").isGreaterThan(count);
    }

    /// The bytes of the heap and of direct buffers that are in use; the latter go a while after a collection.
    private static long usedBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            System.gc();
            least = Math.min(least, usedBytesNow());
        }
        return least;
    }

    private static long usedBytesNow() {
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return direct
                + Runtime.getRuntime().totalMemory()
                - Runtime.getRuntime().freeMemory();
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void losesNoRequestThatComesAsTheyFallIdle(Schemes scheme) throws Exception {
        System.out.println("seed " + SEED);
        try (Server server = listen(scheme, hasty)) {
            List<Background<Void>> peers = new ArrayList<>();
            for (int number = 0; number < 6; number++) {
                Random random = new Random(SEED + number);
                peers.add(Background.run(() -> {
                    try (Connection connection = connect(scheme, server, hasty)) {
                        askAtOddTimes(connection, random);
                    }
                    return null;
                }));
            }
            for (Background<Void> peer : peers) {
                peer.await();
            }
        }
    }

    // Around the millisecond after which a connection is idle; several requests at once, small ones and large ones.
    private static void askAtOddTimes(Connection connection, Random random) throws IOException {
        for (int round = 0; round < 150; round++) {
            LockSupport.parkNanos(random.nextLong(2_000_000));
            int count = 1 + random.nextInt(3);
            Blob blob = Blob.random(random.nextInt(10) == 0 ? 200_000 : random.nextInt(100), random.nextLong());
            for (int i = 0; i < count; i++) {
                connection.write(PyDict.of("op", "echo", "data", List.of((long) i, blob)));
            }
            for (long i = 0; i < count; i++) {
                try (Received reply = connection.read()) {
                    assertThat(reply.value()).isEqualTo(List.of(i, blob));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void aPeerThatDiesIsNoticed(Schemes scheme) throws Exception {
        try (Server server = listen(scheme, hasty);
                Connection stays = connect(scheme, server, hasty)) {
            Connection dies = connect(scheme, server, hasty);
            Connection leaves = connect(scheme, server, hasty);
            awaitIdleness();
            assertThat(server.connectionCount()).isEqualTo(3);
            dies.abort();
            leaves.close();
            while (server.connectionCount() > 1) {
                Thread.onSpinWait();
            }
            ping(stays);
        }
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void endWithTheServer(Schemes scheme) throws Exception {
        long descriptors = Descriptors.count();
        Server server = listen(scheme, hasty);
        Connection connection = connect(scheme, server, hasty);
        awaitIdleness();
        server.close();
        assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(connection::read);
        connection.close();
        Descriptors.await(descriptors);
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void areServedWhereEveryWaitingOneIsIdleAtOnce(Schemes scheme) throws Exception {
        ConnectionSettings crowded = hasty.with(ServerSettings.standard().withWaitingThreads(0));
        try (Server server = listen(scheme, crowded);
                Connection connection = connect(scheme, server, crowded)) {
            for (int i = 0; i < 50; i++) {
                ping(connection);
            }
            connection.write(PyDict.of("op", "echo", "data", Blob.random(3 << 20, 1)));
            connection.write(PING);
            try (Received reply = connection.read()) {
                assertThat(reply.value()).isEqualTo(Blob.random(3 << 20, 1));
            }
            connection.read().close();
        }
    }

    /// Both ends of a connection, of which a server would serve the second.
    private record Pair(FrameChannel near, ServedConnection far) {
        static Pair of(Listener listener, Serving serving, IdleConnections idle) throws IOException {
            ConnectionSettings settings = serving.settings();
            Address address = listener.address();
            FrameChannel near = (FrameChannel)
                    Transports.of(address, settings).connect(address, settings.connectTimeout(), settings);
            Channel accepted = listener.accept();
            ServedConnection far = new ServedConnection(accepted, serving);
            idle.take(far, Objects.requireNonNull(accepted.watch()));
            return new Pair(near, far);
        }
    }

    @Test
    void anErrorAsOneAwakesEndsThatOneOnly() throws Exception {
        BlockingQueue<ServedConnection> awake = new LinkedBlockingQueue<>();
        AtomicBoolean failing = new AtomicBoolean(true);
        List<Frame> message = List.of(Frame.utf8("x"));
        Address anywhere = Address.parse(Schemes.TCP.anywhere(folder));
        try (Serving serving = new Serving(hasty, new Handlers());
                Listener listener = Transports.of(anywhere, hasty).listen(anywhere, hasty);
                IdleConnections idle = new IdleConnections(connection -> {
                    if (failing.getAndSet(false)) {
                        throw new LinkageError("gone");
                    }
                    awake.add(connection);
                })) {
            Pair lost = Pair.of(listener, serving, idle);
            Pair other = Pair.of(listener, serving, idle);
            lost.near().write(message);
            assertThatIOException().isThrownBy(() -> lost.near().read(Lease.none()));
            other.near().write(message);
            assertThat(awake.take()).isSameAs(other.far());
            other.far().abort();
            lost.near().close();
            other.near().close();
        }
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerSettings.standard().withIdleAfter(Duration.ofNanos(1)))
                .withMessage("idleAfter is PT0.000000001S, expected at least a millisecond");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerSettings.standard().withWaitingThreads(-1))
                .withMessage("waitingThreads is -1, expected at least 0");
    }
}
