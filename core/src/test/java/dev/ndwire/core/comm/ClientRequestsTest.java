package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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
}
