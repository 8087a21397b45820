package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransferListenerTest {
    private static final int PAYLOAD_BYTES = 10_000_000;

    /// Notes what it hears. Used by one thread at a time, as a [Client] is.
    private static final class Notes implements TransferListener {
        final List<Long> started = new ArrayList<>();
        final List<Long> moved = new ArrayList<>();

        @Override
        public void messageStarted(long byteSize) {
            started.add(byteSize);
        }

        @Override
        public void bytesMoved(long byteCount) {
            moved.add(byteCount);
        }
    }

    @Test
    void hearsEveryByteOfARequestAndItsReply() throws IOException {
        Notes notes = new Notes();
        try (Server server = Server.listen("tcp://127.0.0.1:0");
                Client client = Client.connect(server.address().toString())) {
            client.connection().observe(notes);
            Bytes payload = Bytes.of(new byte[PAYLOAD_BYTES]);
            try (Received reply = client.call("echo", Map.of("data", payload))) {
                assertThat(reply.value()).isEqualTo(payload);
            }
        }
        assertThat(notes.started).hasSize(2).allMatch(size -> size >= PAYLOAD_BYTES);
        long claimed = notes.started.stream().mapToLong(Long::longValue).sum();
        long heard = notes.moved.stream().mapToLong(Long::longValue).sum();
        // Both messages' frames, and a prelude of a few words for each.
        assertThat(heard).isBetween(claimed, claimed + 256);
        assertThat(notes.moved).allMatch(count -> count > 0);
    }

    @Test
    void visitsEveryValueInTheOrderInWhichTheyCame() throws IOException {
        try (Server server = Server.listen("tcp://127.0.0.1:0")) {
            server.put("b", 1L);
            server.put("a", "text");
            PyDict seen = new PyDict();
            server.forEach(seen::put);
            assertThat(seen.keySet()).containsExactly("b", "a");
            assertThat(seen.values()).containsExactly(1L, "text");
        }
    }
}
