package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.Background;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionPoolTest {
    private static final ConnectionSettings SETTINGS =
            ConnectionSettings.standard().with(Certificates.of("ca", "peer").withEncryptionRequired(false));

    private final Set<Address> peers = ConcurrentHashMap.newKeySet();
    private Server one;
    private Server other;

    @BeforeEach
    void listen() throws IOException {
        one = listen("tcp://127.0.0.1:0");
        other = listen("tcp://127.0.0.1:0");
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private Server listen(String address) throws IOException {
        Server server = Server.listen(SETTINGS, List.of(address));
        server.handle("note", request -> {
            peers.add(request.peer());
            return null;
        });
        return server;
    }

    private static String addressOf(Server server) {
        return server.address().toString();
    }

    private static void note(ConnectionPool pool, Server server) throws IOException {
        pool.call(addressOf(server), "note", Map.of()).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:0", "tls://127.0.0.1:0", "inproc://"})
    void usesAConnectionAgain(String address) throws IOException {
        try (Server server = listen(address);
                ConnectionPool pool = ConnectionPool.of(SETTINGS, 4)) {
            for (int i = 0; i < 20; i++) {
                note(pool, server);
                assertThat(pool.counts()).isEqualTo(new PoolCounts(1, 0, 0));
            }
            assertThat(peers).hasSize(1);
            assertThat(pool.counts().idle()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:0", "tls://127.0.0.1:0", "inproc://"})
    void makesAConnectionWhereThePeerHasClosedTheIdleOne(String address) throws Exception {
        try (Server server = listen(address);
                ConnectionPool pool = ConnectionPool.of(SETTINGS, 4)) {
            Client ended = pool.use(addressOf(server), client -> {
                client.call("note", Map.of("close", true)).close();
                return client;
            });
            while (ended.connection().isOpen()) {
                Thread.onSpinWait();
            }
            note(pool, server);
            assertThat(peers).hasSize(2);
            assertThat(pool.counts()).isEqualTo(new PoolCounts(1, 0, 0));
        }
    }

    @Test
    void closesTheOneThatHasBeenIdleLongestWhenItIsFull() throws IOException {
        try (ConnectionPool pool = ConnectionPool.of(SETTINGS, 2);
                Server third = listen("tcp://127.0.0.1:0")) {
            for (Server server : List.of(one, other, one, third, one)) {
                note(pool, server);
                assertThat(pool.counts().open()).isLessThanOrEqualTo(2);
            }
            // That to the first was never the oldest.
            assertThat(peers).hasSize(3);
            note(pool, other);
            assertThat(peers).hasSize(4);
        }
    }

    @Test
    void waitsWhenAllAreInUse() throws Exception {
        try (ConnectionPool pool = ConnectionPool.of(SETTINGS, 1)) {
            Background<Void> waiting = pool.use(addressOf(one), client -> {
                Background<Void> started = Background.run(() -> {
                    note(pool, other);
                    return null;
                });
                while (pool.counts().waiting() == 0) {
                    Thread.onSpinWait();
                }
                assertThat(pool.counts()).isEqualTo(new PoolCounts(1, 1, 1));
                client.ping();
                return started;
            });
            waiting.await();
            assertThat(pool.counts()).isEqualTo(new PoolCounts(1, 0, 0));
        }
    }

    @Test
    void aWaitThatIsInterruptedLosesNoPlace() throws Exception {
        try (ConnectionPool pool = ConnectionPool.of(SETTINGS, 1)) {
            pool.use(addressOf(one), client -> {
                Background<Void> waiting = Background.run(() -> {
                    note(pool, other);
                    return null;
                });
                while (pool.counts().waiting() == 0) {
                    Thread.onSpinWait();
                }
                waiting.interrupt();
                assertThatExceptionOfType(InterruptedIOException.class)
                        .isThrownBy(waiting::await)
                        .withMessage("interrupted while waiting for a connection to " + other.address());
                return client;
            });
            note(pool, other);
            assertThat(pool.counts()).isEqualTo(new PoolCounts(1, 0, 0));
        }
    }

    @Test
    void aConnectionThatFailsLeavesRoom() throws Exception {
        one.handle("vanish", request -> {
            one.close();
            return null;
        });
        try (ConnectionPool pool = ConnectionPool.of(SETTINGS, 1)) {
            assertThatIOException().isThrownBy(() -> pool.call(addressOf(one), "vanish", Map.of()));
            assertThat(pool.counts()).isEqualTo(new PoolCounts(0, 0, 0));
            String nobody = addressOf(one);
            ConnectionSettings once = SETTINGS.with(SETTINGS.timeouts().withAttempts(1));
            try (ConnectionPool impatient = ConnectionPool.of(once, 1)) {
                assertThatExceptionOfType(ConnectFailedException.class)
                        .isThrownBy(() -> impatient.call(nobody, "ping", Map.of()));
                assertThat(impatient.counts()).isEqualTo(new PoolCounts(0, 0, 0));
                note(impatient, other);
            }
        }
    }

    @Test
    void errorsOfThePeerLeaveTheConnection() throws IOException {
        one.handle("fail", request -> {
            throw new IllegalArgumentException("no");
        });
        try (ConnectionPool pool = ConnectionPool.of(SETTINGS, 1)) {
            assertThatExceptionOfType(PeerException.class)
                    .isThrownBy(() -> pool.call(addressOf(one), "fail", Map.of()))
                    .withMessage(one.address() + " failed at 'fail': ValueError('no')");
            assertThat(pool.counts()).isEqualTo(new PoolCounts(1, 0, 0));
        }
    }

    @Test
    void aCloseEndsWhatWaitsAndWhatIsUnderWay() throws Exception {
        HeldHandler held = new HeldHandler();
        one.handle("stall", held);
        ConnectionPool pool = ConnectionPool.of(SETTINGS, 1);
        Background<Received> calling = Background.run(() -> pool.call(addressOf(one), "stall", Map.of()));
        held.awaitRequest();
        Background<Received> waiting = Background.run(() -> pool.call(addressOf(other), "ping", Map.of()));
        while (pool.counts().waiting() == 0) {
            Thread.onSpinWait();
        }
        pool.close();
        assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(calling::await);
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(waiting::await)
                .withMessage("the pool of connections is closed");
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(() -> pool.call(addressOf(other), "ping", Map.of()))
                .withMessage("the pool of connections is closed");
        assertThat(pool.counts()).isEqualTo(new PoolCounts(0, 0, 0));
        held.letGo();
    }

    private static void isEndedByAClose(String address, Class<?> connecting, String method) throws Exception {
        ConnectionPool pool = ConnectionPool.of(SETTINGS, 1);
        Background<Boolean> calling = Background.run(() -> {
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> pool.call(address, "ping", Map.of()))
                    .withMessage("the pool of connections is closed");
            return Thread.currentThread().isInterrupted();
        });
        calling.awaitInside(connecting, method);
        long start = System.nanoTime();
        pool.close();
        pool.close();
        assertThat(calling.await()).isFalse();
        assertThat(System.nanoTime() - start)
                .isLessThan(SETTINGS.connectTimeout().toNanos());
        assertThat(pool.counts()).isEqualTo(new PoolCounts(0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls"})
    void aCloseEndsTheWaitForAHandshake(String scheme) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            isEndedByAClose(scheme + "://127.0.0.1:" + silent.getLocalPort(), Connection.class, "shakeHands");
        }
    }

    @Test
    void aCloseEndsTheWaitForAPeerThatDoesNotListenYet() throws Exception {
        String address = addressOf(one);
        one.close();
        isEndedByAClose(address, Connecting.class, "pauseAfter");
    }

    @Test
    void anInterruptEndsTheWaitForAHandshakeAsEver() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ConnectionPool pool = ConnectionPool.of(SETTINGS, 1)) {
            Background<Boolean> calling = Background.run(() -> {
                String address = "tcp://127.0.0.1:" + silent.getLocalPort();
                assertThatExceptionOfType(InterruptedIOException.class)
                        .isThrownBy(() -> pool.call(address, "ping", Map.of()))
                        .withMessage("interrupted while connecting to " + address);
                return Thread.currentThread().isInterrupted();
            });
            calling.awaitInside(Connection.class, "shakeHands").interrupt();
            assertThat(calling.await()).isTrue();
            assertThat(pool.counts()).isEqualTo(new PoolCounts(0, 0, 0));
        }
    }

    @Test
    void manyThreadsShareFewConnectionsToSeveralPeers() throws Exception {
        long seed = System.nanoTime();
        int limit = 3;
        AtomicInteger inUse = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ConnectionPool pool = ConnectionPool.of(SETTINGS, limit);
                Server inside = listen("inproc://")) {
            List<String> addresses = List.of(addressOf(one), addressOf(other), addressOf(inside));
            List<Background<Void>> threads = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Random random = new Random(seed + i);
                long number = i;
                threads.add(Background.run(() -> {
                    for (long round = 0; round < 50; round++) {
                        long value = number * 1000 + round;
                        pool.use(addresses.get(random.nextInt(addresses.size())), client -> {
                            most.accumulateAndGet(inUse.incrementAndGet(), Math::max);
                            try (Received echo = client.call("echo", Map.of("data", value))) {
                                assertThat(echo.value()).as("seed %d", seed).isEqualTo(value);
                            } finally {
                                inUse.decrementAndGet();
                            }
                            return value;
                        });
                        assertThat(pool.counts().open()).isBetween(1, limit);
                    }
                    return null;
                }));
            }
            for (Background<Void> thread : threads) {
                thread.await();
            }
            assertThat(most.get()).isBetween(1, limit);
            PoolCounts counts = pool.counts();
            assertThat(counts.active()).isZero();
            assertThat(counts.waiting()).isZero();
            assertThat(counts.idle()).isBetween(1, limit);
        }
    }

    @Test
    void refusesALimitOfNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionPool.of(SETTINGS, 0))
                .withMessage("limit is 0, expected at least 1");
        try (ConnectionPool pool = ConnectionPool.standard()) {
            assertThat(pool.limit()).isEqualTo(ConnectionPool.STANDARD_LIMIT).isEqualTo(512);
        }
    }
}
