package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.Background;
import dev.ndwire.core.family.Family;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ClientRequestsTest {
    @Test
    void namesTheCauseOfARemovalAsDasksWorkersDemand() throws IOException {
        AtomicReference<PyDict> heard = new AtomicReference<>(new PyDict());
        try (Server server = Server.listen("tcp://127.0.0.1:0");
                Client client = Client.connect(server.address().toString())) {
            server.handle("free_keys", request -> {
                heard.set(request.arguments());
                return null;
            });
            client.remove("a", "b");
        }
        assertThat(heard.get().get("keys")).isEqualTo(List.of("a", "b"));
        assertThat(heard.get().get("stimulus_id")).asString().startsWith("ndwire-remove-");
    }

    @Test
    void saysThatAPeerWithoutDataHoldsNone() throws IOException {
        try (Server server = Server.listen("tcp://127.0.0.1:0");
                Client client = Client.connect(server.address().toString())) {
            server.handle("get_data", request -> null);
            assertThatThrownBy(() -> client.get("x"))
                    .isInstanceOf(PeerException.class)
                    .hasMessage(server.address() + " failed at 'get_data': it holds no data and answers no map");
        }
    }

    @Test
    void anInterruptEndsTheWaitForATurnAndNothingElse() throws Exception {
        HeldHandler held = new HeldHandler();
        try (Server server = Server.listen("tcp://127.0.0.1:0");
                Client client = Client.connect(server.address().toString())) {
            server.handle("wait", held);
            server.put("x", 1L);
            Background<Object> busy = Background.run(() -> {
                try (Received reply = client.call("wait", Map.of("data", "done"))) {
                    return Objects.requireNonNull(reply.value());
                }
            });
            held.awaitRequest();
            interrupted(client, client::ping);
            interrupted(client, () -> client.get("x").close());
            held.letGo();
            assertThat(busy.await()).isEqualTo("done");
            client.ping();
        }
    }

    private static void interrupted(Client client, ThrowingCallable asking) throws Exception {
        Background<Boolean> waiting = Background.run(() -> {
            assertThatThrownBy(asking)
                    .isInstanceOf(InterruptedIOException.class)
                    .hasMessage("interrupted while waiting for a turn to ask "
                            + client.connection().peerAddress());
            return Thread.currentThread().isInterrupted();
        });
        waiting.awaitInside(Client.class, "takeTurn").interrupt();
        assertThat(waiting.await()).isTrue();
    }

    @Test
    void isAnsweredWithTheFamiliesThatItAsksFor() throws IOException {
        Family shouting = Family.of(
                "shouting",
                (value, context) -> value instanceof String text
                        ? Serialized.of(Header.EMPTY, Frame.utf8(text.toUpperCase(Locale.ROOT)))
                        : null,
                (header, frames, context) -> frames.get(0).toUtf8());
        ConnectionSettings settings =
                ConnectionSettings.standard().with(Serialization.standard().with(shouting));
        try (Server server = Server.listen(settings, List.of("tcp://127.0.0.1:0"));
                Client client = Client.connect(server.address().toString(), settings)) {
            server.put("word", "hear");
            Client careful = client.with(Serialization.standard().with(shouting).accepting("shouting"));
            assertThatThrownBy(() -> careful.get("word"))
                    .isInstanceOf(SerializationException.class)
                    .hasMessage("object was serialized by family 'pickle', only [shouting] are accepted");
            try (Received received = careful.answeredWith("unknown", "shouting").get("word")) {
                assertThat(received.value()).isEqualTo("HEAR");
            }
        }
    }
}
