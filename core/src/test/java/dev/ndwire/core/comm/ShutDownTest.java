package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A server that is closed in order.
class ShutDownTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(1L << 30), 0);
    private final ConnectionSettings plain =
            ConnectionSettings.standard().with(Blob.SERIALIZATION).with(pool);
    private final HeldHandler held = new HeldHandler();

    @TempDir
    private Path folder;

    @AfterEach
    void countThreadsAndMemory() throws InterruptedException {
        held.letGo();
        Background.awaitEndOfThreadsNamed("ndwire-");
        assertThat(pool.budget().usedBytes()).isZero();
    }

    private Server listen(ConnectionSettings settings, Schemes scheme) throws IOException {
        Server server = Server.listen(settings, List.of(scheme.anywhere(folder)));
        server.handle("wait", held);
        return server;
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void answersWhatIsUnderWayAndNothingElse(Schemes scheme) throws Exception {
        ConnectionSettings settings = scheme.settings(plain);
        Server server = listen(settings, scheme);
        String address = server.address().toString();
        Connection idle = Connection.connect(address, settings);
        Connection busy = Connection.connect(address, settings);
        Blob blob = Blob.random(5 << 20, 1);
        busy.write(PyDict.of("op", "wait", "data", blob));
        held.awaitRequest();
        busy.write(PyDict.of("op", "echo", "data", "comes too late"));
        Background<Boolean> ending = Background.run(() -> server.shutDown(LONG));
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(idle::read)
                .withMessage(address + " closed the connection after 0 of 16 bytes");
        assertThatIOException()
                .isThrownBy(() -> Connection.connect(address, settings.withConnectTimeout(Duration.ofMillis(20))));
        held.letGo();
        try (Received reply = busy.read()) {
            assertThat(reply.value()).isEqualTo(blob);
        }
        assertThat(ending.await()).isTrue();
        server.awaitClose();
        assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(busy::read);
        idle.close();
        busy.close();
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void givesUpWhatTakesTooLong(Schemes scheme) throws Exception {
        ConnectionSettings settings = scheme.settings(plain);
        Server server = listen(settings, scheme);
        try (Connection busy = Connection.connect(server.address().toString(), settings)) {
            busy.write(PyDict.of("op", "wait", "data", 1L));
            held.awaitRequest();
            assertThat(server.shutDown(Duration.ofMillis(5))).isFalse();
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(busy::read);
        }
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void anInterruptionCutsItShort(Schemes scheme) throws Exception {
        ConnectionSettings settings = scheme.settings(plain);
        Server server = listen(settings, scheme);
        try (Connection busy = Connection.connect(server.address().toString(), settings)) {
            busy.write(PyDict.of("op", "wait", "data", 1L));
            held.awaitRequest();
            Background<Boolean> ending =
                    Background.run(() -> server.shutDown(LONG)).awaitInside(Serving.class, "finish");
            ending.interrupt();
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(ending::await);
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(busy::read);
            server.awaitClose();
        }
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void endsAtOnceWhereNothingIsUnderWay(Schemes scheme) throws Exception {
        ConnectionSettings settings = scheme.settings(plain);
        Server server = listen(settings, scheme);
        try (Client client = Client.connect(server.address().toString(), settings)) {
            client.ping();
            assertThat(server.shutDown(LONG)).isTrue();
            assertThat(server.shutDown(LONG)).isTrue();
            assertThatIOException().isThrownBy(client::ping);
            assertThat(server.connectionCount()).isZero();
        }
    }
}
