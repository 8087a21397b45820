package dev.ndwire.conformance.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.conformance.people.People.Human;
import dev.ndwire.conformance.people.People.Ticket;
import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Objects of registered classes between the JVM and the live Python.
class LivePeopleTest {
    private static final ConnectionSettings SETTINGS =
            ConnectionSettings.standard().with(People.SERIALIZATION);

    @Test
    void everyTwinArrivesInPythonAndComesBack() throws IOException {
        try (var server = LivePython.serve();
                var client = Client.connect(server.address(), SETTINGS)) {
            for (var person : People.cases().entrySet()) {
                client.put("ours", person.getValue());
                try (var reply = client.call("is_person", Map.of("case", person.getKey(), "key", "ours"))) {
                    List<?> seen = reply.as(List.class);
                    assertThat(seen.get(0)).as("%s", seen.get(1)).isEqualTo(true);
                }
                client.call("make_person", Map.of("case", person.getKey(), "key", "theirs"))
                        .close();
                for (var key : List.of("ours", "theirs")) {
                    try (var received = client.get(key)) {
                        assertThat(received.value()).as(person.getKey()).isEqualTo(person.getValue());
                    }
                }
            }
        }
    }

    /// A Python that opens no payload keeps what only a JVM can open.
    @Test
    void pythonPassesOnWhatIsForJvmsOnly() throws IOException {
        var ticket = new Ticket(7, NDArray.of(new int[] {1, 2}), new Human("Ada"));
        try (var server = LivePython.serve("--raw");
                var client = Client.connect(server.address(), SETTINGS);
                var other = Client.connect(server.address())) {
            client.put("ticket", ticket);
            client.put("tickets", List.of(ticket, "none", ticket));
            try (var received = client.get("ticket")) {
                assertThat(received.value()).isEqualTo(ticket);
            }
            try (var received = client.get("tickets")) {
                assertThat(received.value()).isEqualTo(List.of(ticket, "none", ticket));
            }
            // So does a JVM that has no such class.
            try (var received = other.get("ticket")) {
                assertThat(received.value()).isInstanceOf(Serialized.class);
                other.put("again", received.value());
            }
            try (var received = client.get("again")) {
                assertThat(received.value()).isEqualTo(ticket);
            }
        }
    }

    @Test
    void nothingForJvmsGoesWhereOnlyPythonsFamiliesAreAskedFor() {
        var python = People.SERIALIZATION.writingAtMost(List.of("dask", "pickle"));
        var ticket = new Ticket(7, NDArray.of(new int[] {1, 2}), new Human("Ada"));
        assertThatThrownBy(() -> python.serialize(ticket))
                .isInstanceOf(SerializationException.class)
                .hasMessage("no family of [dask, pickle] takes a " + Ticket.class.getName()
                        + ": no way is known to pickle an instance of " + Ticket.class.getName());
        Serialized serialized = People.SERIALIZATION.serialize(ticket);
        assertThat(serialized.header().text("serializer")).isEqualTo("jvm");
        assertThat(serialized.header().has("type-serialized")).isFalse();
    }
}
