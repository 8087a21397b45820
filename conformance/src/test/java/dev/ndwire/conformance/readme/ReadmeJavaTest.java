package dev.ndwire.conformance.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeJavaTest {
    @TempDir
    Path folder;

    @Test
    void javaExampleCompilesAndPrintsWhatTheReadmeSays() throws Exception {
        compile("""
                import dev.ndwire.core.comm.*;
                import dev.ndwire.ndarray.array.*;
                public class Example {
                    public static void main(String[] args) throws Exception {
                        %s
                    }
                }
                """.formatted(Readme.blocks("java").get(0)));

        assertThat(run()).isEqualTo(Readme.block("text"));
    }

    @Test
    void arrayExamplePrintsWhatItsCommentsSay() throws Exception {
        String example = Readme.blocks("java").get(1);
        compile("""
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
        assertThat(run().lines().toList()).isEqualTo(expected);
    }

    @Test
    void tableExampleCompilesAndReadsATable() throws Exception {
        assertThat(Readme.blocks("java")).hasSize(3);
        compile("""
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

        assertThat(run()).isEqualTo("""
                2 rows × 2 columns
                symbol  price
                string  double
                ------  ------
                A          1.5
                B          2.5
                """);
    }

    private void compile(String source) throws IOException {
        Path file = Files.writeString(folder.resolve("Example.java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = compiler.run(
                null,
                said,
                said,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                file.toString());
        assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    private String run() throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            loader.loadClass("Example").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(out);
        }
        return said.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
