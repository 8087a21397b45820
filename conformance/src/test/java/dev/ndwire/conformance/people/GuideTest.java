package dev.ndwire.conformance.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.guides.JavaCode;
import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.vectors.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of Dask's page, word for word as the guide has it, in Java and in Python.
class GuideTest {
    private static final Path GUIDE = LivePython.VECTORS.resolve("../../docs/guides/serialization.md");

    @TempDir
    Path folder;

    private static String block(String language) throws IOException {
        List<String> blocks = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
                .matcher(Files.readString(GUIDE))
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(code -> code.contains("people") && code.contains("Human"))
                .toList();
        assertThat(blocks).hasSize(1);
        return blocks.getFirst();
    }

    private static String[] golden() {
        var vector = Vectors.of(LivePython.VECTORS).people().getFirst();
        assertThat(vector.name()).isEqualTo("people/human");
        var format = HexFormat.of();
        return new String[] {
            format.formatHex(vector.bytes("header")),
            format.formatHex(vector.frames().getFirst()),
        };
    }

    @Test
    void itsJavaWritesWhatPythonWritesAndReadsIt() throws Exception {
        try (var example = new JavaCode(folder, "Example", """
                import dev.ndwire.core.family.*;
                import dev.ndwire.core.frame.*;
                import dev.ndwire.core.header.*;
                import java.util.HexFormat;
                public class Example {
                    public static String[] run() {
                        %s
                        Serialized alice = people.serialize(new Human("Alice"));
                        return new String[] {
                            HexFormat.of().formatHex(MsgpackWriter.encode(alice.header())),
                            HexFormat.of().formatHex(alice.frames().get(0).toByteArray()),
                            String.valueOf(people.deserialize(alice)),
                        };
                    }
                }
                """.formatted(block("java")))) {
            var seen = (String[]) example.call("run");
            assertThat(seen).containsExactly(golden()[0], golden()[1], "Human[name=Alice]");
        }
    }

    @Test
    void itsPythonWritesTheSameBytes() throws IOException {
        var environment = LivePython.environment();
        Files.writeString(folder.resolve("people.py"), block("python"));
        Path script = Files.writeString(folder.resolve("script.py"), """
                import msgpack, people
                from distributed.protocol.serialize import deserialize, serialize
                header, frames = serialize(people.Human("Alice"))
                print(msgpack.dumps(header).hex())
                print(bytes(frames[0]).hex())
                print(deserialize(header, frames).name)
                """);
        try (var process = environment.start(script, List.of())) {
            var end = process.awaitEnd();
            assertThat(end.exitCode()).as(process.standardError()).isZero();
            assertThat(end.lines()).containsExactly(golden()[0], golden()[1], "Alice");
        }
    }
}
