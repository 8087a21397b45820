package dev.ndwire.conformance.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.guides.JavaCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeJavaTest {
    @TempDir
    Path folder;

    @Test
    void javaExampleCompilesAndPrintsWhatTheReadmeSays() throws Exception {
        String printed = printed("""
                import dev.ndwire.core.comm.*;
                import dev.ndwire.ndarray.array.*;
                public class Example {
                    public static void main(String[] args) throws Exception {
                        %s
                    }
                }
                """.formatted(Readme.blocks("java").get(0)));

        assertThat(printed).isEqualTo(Readme.block("text"));
    }

    @Test
    void arrayExamplePrintsWhatItsCommentsSay() throws Exception {
        String example = Readme.blocks("java").get(1);
        String printed = printed("""
                import dev.ndwire.ndarray.array.*;
                import dev.ndwire.ndarray.dtype.*;
                public class Example {
                    public static void main(String[] args) {
                        %s
                    }
                }
                """.formatted(example));

        List<String> expected = example.lines()
                .filter(line -> line.contains("println"))
                .map(line -> line.substring(line.indexOf("// ") + 3))
                .toList();
        assertThat(printed.lines().toList()).isEqualTo(expected);
    }

    @Test
    void tableExampleCompilesAndReadsATable() throws Exception {
        assertThat(Readme.blocks("java")).hasSize(3);
        String printed = printed("""
                import dev.ndwire.arrow.table.*;
                import dev.ndwire.core.comm.*;
                import dev.ndwire.ndarray.array.*;
                import java.util.*;
                public class Example {
                    public record Trade(String symbol, double price) {}
                    public static void main(String[] args) throws Exception {
                        List<Trade> sent = List.of(new Trade("A", 1.5), new Trade("B", 2.5));
                        try (Server server = Server.listen("tcp://127.0.0.1:0");
                                Client peer = Client.connect(server.address().toString());
                                Table table = Table.ofRecords(Trade.class, sent)) {
                            peer.put("trades", table);
                            %s
                        }
                    }
                }
                """.formatted(Readme.blocks("java").get(2)));

        assertThat(printed).isEqualTo("""
                2 rows × 2 columns
                symbol  price
                string  double
                ------  ------
                A          1.5
                B          2.5
                """);
    }

    private String printed(String source) throws Exception {
        try (var example = new JavaCode(folder, "Example", source)) {
            return example.run("main", (Object) new String[0]);
        }
    }
}
