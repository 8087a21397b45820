package dev.ndwire.conformance.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.core.comm.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guide about serialization: all its Java is compiled and run, with classes for those that it only names.
class SerializationGuideTest {
    private static final Path GUIDE = LivePython.VECTORS.resolve("../../docs/guides/serialization.md");

    private static final String HEAD = """
            import dev.ndwire.cluster.task.*;
            import dev.ndwire.core.comm.*;
            import dev.ndwire.core.family.*;
            import dev.ndwire.core.frame.*;
            import dev.ndwire.core.header.*;
            import dev.ndwire.ndarray.array.*;
            import java.lang.invoke.*;
            import java.util.*;
            public class Guide {
                enum Color { RED }
                record Order(String item, long count, Color color) {}
                record Vault(String text, String sealedFor) {
                    Frame lock(String recipient) {
                        return Frame.utf8(text + " for " + recipient);
                    }
                    static Vault open(List<Frame> frames, String sender) {
                        return new Vault(frames.get(0).toUtf8(), sender);
                    }
                }
            """;

    /// What each block is asked for, when it has run.
    private static final List<String> ENDS = List.of("""
            client.ping();
            client.close();
            Serialized text = standard.serialize("text");
            System.out.println(standard.deserialize(text));
            try {
                careful.deserialize(text);
            } catch (SerializationException refused) {
                System.out.println(refused.getMessage());
            }
            """, """
            System.out.println(people.deserialize(people.serialize(new Human("Alice"))));
            """, """
            Station station = new Station("Oslo", 1937, NDArray.of(new double[] {1, 2}));
            Station back = (Station) stations.deserialize(stations.serialize(station));
            System.out.println(back.name() + " " + back.built() + " " + back.readings());
            """, """
            System.out.println(shop.deserialize(shop.serialize(new Order("pen", 2, Color.RED))));
            """, """
            System.out.println(sealed.deserialize(sealed.serialize(new Vault("gold", "nobody"))));
            """, """
            System.out.println(expression.header().get("serializer") + " " + expression.frames().size());
            """);

    @TempDir
    Path folder;

    private static List<String> blocks() throws IOException {
        return Pattern.compile("(?ms)^```java\n(.*?)^```$")
                .matcher(Files.readString(GUIDE))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @Test
    void everyBlockOfJavaRuns() throws Exception {
        List<String> blocks = blocks();
        assertThat(blocks).hasSameSizeAs(ENDS);
        var code = new StringBuilder(HEAD);
        for (int i = 0; i < blocks.size(); i++) {
            code.append("public static void block").append(i).append("(String address) throws Exception {\n");
            code.append(blocks.get(i)).append(ENDS.get(i)).append("}\n");
        }
        var printed = new StringBuilder();
        try (Server server = Server.listen("tcp://127.0.0.1:0");
                var guide = new JavaCode(folder, "Guide", code + "}\n")) {
            for (int i = 0; i < blocks.size(); i++) {
                printed.append(guide.run("block" + i, server.address().toString()));
            }
        }
        assertThat(printed.toString()).isEqualTo("""
                text
                object was serialized by family 'pickle', only [dask, msgpack] are accepted
                Human[name=Alice]
                Oslo 1937 [1. 2.]
                Order[item=pen, count=2, color=RED]
                Vault[text=gold for null, sealedFor=null]
                pickle 1
                """);
    }
}
