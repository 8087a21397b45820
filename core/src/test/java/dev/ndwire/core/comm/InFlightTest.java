package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a server takes in at once.
class InFlightTest {
    private static final int MEBIBYTE = 1 << 20;

    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(1L << 30), 0);
    private final ConnectionSettings plain =
            ConnectionSettings.standard().with(Blob.SERIALIZATION).with(pool);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicInteger handled = new AtomicInteger();

    @TempDir
    private Path folder;

    @AfterEach
    void countThreadsAndMemory() throws InterruptedException {
        mayEnd.countDown();
        Background.awaitEndOfThreadsNamed("ndwire-");
        assertThat(pool.budget().usedBytes()).isZero();
    }

    private Server listen(Schemes scheme, ServerSettings limits) throws IOException {
        Server server = Server.listen(scheme.settings(plain.with(limits)), List.of(scheme.anywhere(folder)));
        server.handle("wait", request -> {
            handled.incrementAndGet();
            mayEnd.await();
            return request.argument("number");
        });
        return server;
    }

    private Connection connect(Schemes scheme, Server server) throws IOException {
        return Connection.connect(server.address().toString(), scheme.settings(plain));
    }

    private static Object ask(Connection connection, String op, long number, int byteSize) throws IOException {
        return ask(connection, PyDict.of("op", op, "number", number, "data", Blob.random(byteSize, number)));
    }

    private static Object ask(Connection connection, PyDict request) throws IOException {
        connection.write(request);
        try (Received reply = connection.read()) {
            return Objects.requireNonNull(reply.value());
        }
    }

    private static void assertEcho(Connection connection, long seed, int byteSize) throws IOException {
        Blob blob = Blob.random(byteSize, seed);
        connection.write(PyDict.of("op", "echo", "data", blob));
        try (Received reply = connection.read()) {
            assertThat(reply.value()).isEqualTo(blob);
        }
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void aMessageThatFindsNoRoomWaitsAndIsAnswered(Schemes scheme) throws Exception {
        try (Server server = listen(scheme, ServerSettings.standard().withMaxInFlight(5L * MEBIBYTE / 2));
                Connection small = connect(scheme, server)) {
            List<Background<Object>> asking = new ArrayList<>();
            for (long i = 0; i < 5; i++) {
                long number = i;
                asking.add(Background.run(() -> {
                    try (Connection connection = connect(scheme, server)) {
                        return ask(connection, "wait", number, MEBIBYTE);
                    }
                }));
            }
            awaitThreadIn("enter");
            while (handled.get() < 2) {
                Thread.onSpinWait();
            }
            assertThat(pool.budget().usedBytes()).isLessThan(3L * MEBIBYTE);
            // Questions pass by.
            assertEcho(small, 7, 1_000);
            assertThat(handled).hasValue(2);
            mayEnd.countDown();
            for (int i = 0; i < 5; i++) {
                assertThat(asking.get(i).await()).isEqualTo((long) i);
            }
        }
    }

    private static void awaitThreadIn(String method) {
        while (Background.threadsNamed(Serving.THREAD).stream().noneMatch(thread -> isIn(thread, method))) {
            Thread.onSpinWait();
        }
    }

    private static boolean isIn(Thread thread, String method) {
        for (StackTraceElement call : thread.getStackTrace()) {
            if (call.getClassName().equals(InFlight.class.getName())
                    && call.getMethodName().equals(method)) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void aMessageThatNeverHasRoomIsRefusedAndTheNextIsAnswered(Schemes scheme) throws Exception {
        try (Server server = listen(scheme, ServerSettings.standard().withMaxInFlight(MEBIBYTE));
                Server strict = listen(scheme, ServerSettings.standard().withMaxInFlightOfOne(1_000));
                Connection connection = connect(scheme, server);
                Connection limited = connect(scheme, strict)) {
            assertThat(failure(ask(connection, "echo", 1, 2 * MEBIBYTE)))
                    .isEqualTo("ValueError('message of 2097352 bytes exceeds maxInFlight=1048576')");
            assertEcho(connection, 2, MEBIBYTE / 2);
            assertThat(failure(ask(limited, "echo", 1, 1_000)))
                    .isEqualTo("ValueError('message of 1200 bytes exceeds maxInFlightOfOne=1000')");
            assertEcho(limited, 2, 100);
        }
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void aRefusalThatNobodyWaitsForEndsTheConnection(Schemes scheme) throws Exception {
        try (Server strict = listen(scheme, ServerSettings.standard().withMaxInFlightOfOne(1_000));
                Connection stream = connect(scheme, strict);
                Connection oneWay = connect(scheme, strict);
                Connection lengthy = connect(scheme, strict)) {
            stream.write(List.of(PyDict.of("op", "note", "data", Blob.random(1_000, 1))));
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(stream::read);
            oneWay.write(PyDict.of("op", "echo", "reply", false, "data", Blob.random(1_000, 1)));
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(oneWay::read);
            // What is not even looked at is answered, in case somebody waits.
            assertThat(failure(ask(lengthy, PyDict.of("op", "echo", "data", "x".repeat(70_000)))))
                    .matches("ValueError\\(.message of 7\\d{4} bytes exceeds maxInFlightOfOne=1000.\\)");
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(lengthy::read);
        }
    }

    private static String failure(Object reply) {
        return String.valueOf(((PyDict) reply).get("exception_text"));
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void whoGoesAwayGivesHisRoomBack(Schemes scheme) throws Exception {
        try (Server server = listen(scheme, ServerSettings.standard().withMaxInFlight(MEBIBYTE + 100_000));
                Connection stays = connect(scheme, server)) {
            for (int i = 0; i < 5; i++) {
                try (Connection goes = connect(scheme, server)) {
                    goes.write(PyDict.of("no", "request", "data", Blob.random(MEBIBYTE, i)));
                }
                Connection goes = connect(scheme, server);
                goes.write(PyDict.of("op", "echo", "data", Blob.random(MEBIBYTE, i)));
                goes.abort();
            }
            assertEcho(stays, 9, MEBIBYTE);
        }
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void aServerThatIsClosedLetsNobodyWait(Schemes scheme) throws Exception {
        Server server = listen(scheme, ServerSettings.standard().withMaxInFlight(MEBIBYTE + 100_000));
        List<Background<Object>> asking = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Connection connection = connect(scheme, server);
            asking.add(Background.run(() -> {
                try (connection) {
                    return ask(connection, "wait", 1, MEBIBYTE);
                }
            }));
        }
        awaitThreadIn("enter");
        server.close();
        for (Background<Object> one : asking) {
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(one::await);
        }
    }

    @Test
    void refusesLimitsThatLetNothingThrough() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerSettings.standard().withMaxInFlight(0))
                .withMessage("maxInFlight is 0, expected at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerSettings.standard().withMaxInFlightOfOne(-1))
                .withMessage("maxInFlightOfOne is -1, expected at least 1");
    }
}
