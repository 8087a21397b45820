package dev.ndwire.conformance.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonEnvironment;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guides about dataframes: their code runs in its order, on both sides of one server, and prints what they say.
class DataframesGuideTest {
    private static final Path GUIDES = LivePython.VECTORS.resolve("../../docs/guides");
    private static final String MODULES =
            LivePython.VECTORS.resolve("../../python").normalize().toString();

    private static final String IMPORTS = """
            import dev.ndwire.arrow.file.*;
            import dev.ndwire.arrow.pandas.*;
            import dev.ndwire.arrow.table.*;
            import dev.ndwire.core.comm.*;
            import dev.ndwire.core.family.*;
            import dev.ndwire.core.memory.*;
            import dev.ndwire.ndarray.array.*;
            import java.lang.invoke.*;
            import java.nio.file.*;
            import java.util.*;
            """;

    private static PythonEnvironment environment;

    @TempDir
    Path folder;

    @BeforeAll
    static void build() {
        environment = LivePython.environment();
    }

    /// A block of code.
    ///
    /// @param language `java` or `python`
    /// @param code its lines
    /// @param expected what it prints
    private record Block(String language, String code, String expected) {}

    private static List<Block> blocks(String guide) throws IOException {
        var blocks = new ArrayList<Block>();
        Pattern.compile("(?ms)^```(java|python)\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?")
                .matcher(Files.readString(GUIDES.resolve(guide)))
                .results()
                .map(found -> new Block(found.group(1), found.group(2), found.group(3) == null ? "" : found.group(3)))
                .forEach(blocks::add);
        return blocks;
    }

    @Test
    void everyBlockOfDataframesPrintsWhatTheGuideSays() throws Exception {
        List<Block> blocks = blocks("dataframes.md");
        String imports = blocks.getFirst().code();
        assertThat(blocks).hasSizeGreaterThan(12);
        run(blocks.subList(1, blocks.size()), imports);
    }

    @Test
    void everyBlockOfPandasPrintsWhatTheGuideSays() throws Exception {
        List<Block> blocks = blocks("pandas.md");
        String imports = blocks.getFirst().code();
        assertThat(blocks).hasSize(4);
        run(blocks.subList(1, blocks.size()), imports);
    }

    private void run(List<Block> blocks, String imports) throws Exception {
        try (Server server = Server.listen("tcp://127.0.0.1:0");
                Client peer = Client.connect(server.address().toString());
                var java = new JavaCode(folder, "Guide", source(blocks))) {
            String head = "import sys; sys.path.append(" + quoted(MODULES) + ")\nimport asyncio\naddress = "
                    + quoted(server.address().toString()) + "\nfolder = " + quoted(folder.toString()) + "\n" + imports
                    + "\nasync def main():\n    async with rpc(address) as jvm:\n";
            var earlier = new StringBuilder();
            var all = new SoftAssertions();
            for (int i = 0; i < blocks.size(); i++) {
                Block block = blocks.get(i);
                String printed;
                if (block.language().equals("java")) {
                    printed = java.run("block" + i, server, peer, folder);
                } else {
                    String code = block.code().indent(8);
                    printed = python(head + silent(earlier) + code + "\nasyncio.run(main())\n");
                    earlier.append(code);
                }
                all.assertThat(printed).as(block.code()).isEqualTo(block.expected());
            }
            all.assertAll();
        }
    }

    /// What earlier blocks named is there in later ones; they print nothing again.
    private static String silent(CharSequence earlier) {
        return earlier.isEmpty()
                ? ""
                : "        import contextlib, io\n        with contextlib.redirect_stdout(io.StringIO()):\n"
                        + earlier.toString().indent(4);
    }

    private static String source(List<Block> blocks) {
        var code = new StringBuilder(IMPORTS).append("public class Guide {\n");
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).language().equals("java")) {
                code.append("public static void block")
                        .append(i)
                        .append("(Server server, Client peer, Path folder) throws Exception {\n")
                        .append(blocks.get(i).code())
                        .append("}\n");
            }
        }
        return code.append("}\n").toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\") + "\"";
    }

    private String python(String code) throws IOException {
        Path script = Files.writeString(folder.resolve("guide.py"), code);
        try (var process = environment.start(script, List.of())) {
            var end = process.awaitEnd();
            assertThat(end.exitCode()).as(process.standardError()).isZero();
            return end.lines().isEmpty() ? "" : String.join("\n", end.lines()) + "\n";
        }
    }
}
