package dev.ndwire.cli;

import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.PeerException;
import dev.ndwire.core.comm.Received;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "ls",
        sortOptions = false,
        description = {
            "Lists what a peer holds.",
            "A peer that is no 'ndwire serve', such as a Dask worker, tells the keys only.%n"
        })
final class ListCommand extends PeerCommand {
    @Override
    public Integer call() throws IOException {
        Map<String, ArrayDescription> entries;
        try (Client client = connect()) {
            entries = entries(client);
        }
        if (json) {
            printJson(entries);
        } else {
            printTable(entries);
        }
        return DONE;
    }

    private static Map<String, ArrayDescription> entries(Client client) throws IOException {
        Map<String, ArrayDescription> entries = new LinkedHashMap<>();
        try (Received reply = client.call(ArrayDescription.OP, Map.of())) {
            if (reply.value() instanceof PyDict descriptions) {
                descriptions.forEach(
                        (key, description) -> entries.put(String.valueOf(key), ArrayDescription.ofReply(description)));
                return entries;
            }
        } catch (PeerException e) {
            // A peer may answer an operation that it does not know with an error as well as with None.
            entries.clear();
        }
        for (Object key : HeldKeys.of(client)) {
            entries.put(String.valueOf(key), ArrayDescription.ofReply(null));
        }
        return entries;
    }

    private void printJson(Map<String, ArrayDescription> entries) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        entries.forEach((key, description) -> {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("key", key);
            all.add(description.addTo(members));
        });
        out().println(Json.of(all));
    }

    private void printTable(Map<String, ArrayDescription> entries) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("KEY", "DTYPE", "SHAPE", "SIZE"));
        entries.forEach((key, description) -> rows.add(List.of(
                Text.printable(key), description.dtypeText(), description.shapeText(), description.sizeText())));
        Text.table(rows).forEach(out()::println);
    }
}
