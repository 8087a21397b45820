package dev.ndwire.conformance.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guides about arrays: each row of the table of numpy and Java is run on both sides, and all Java is compiled and
/// run.
class NumpyGuideTest {
    private static final Path GUIDES = LivePython.VECTORS.resolve("../../docs/guides");

    /// What the snippets may use without saying so.
    private static final String IMPORTS = """
            import dev.ndwire.core.value.*;
            import dev.ndwire.ndarray.array.*;
            import dev.ndwire.ndarray.dtype.*;
            import dev.ndwire.ndarray.npy.*;
            import dev.ndwire.ndarray.reduce.*;
            import dev.ndwire.ndarray.shape.*;
            import dev.ndwire.ndarray.ufunc.*;
            import java.lang.foreign.*;
            import java.nio.ByteBuffer;
            import java.nio.channels.FileChannel;
            import java.nio.file.*;
            import java.time.LocalDate;
            import java.util.*;
            """;

    /// How both sides write what they got.
    private static final String JAVA_TEXT = """
            static String text(Object value) {
                if (value instanceof NDArray array) {
                    return array.repr();
                }
                if (value instanceof long[] shape) {
                    return Shapes.text(shape);
                }
                if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof NDArray) {
                    return String.join("; ", list.stream().map(part -> text(part)).toList());
                }
                return value instanceof Boolean truth ? truth ? "True" : "False" : String.valueOf(value);
            }
            """;

    private static final String PYTHON_TEXT = """
            import base64
            def text(value):
                if isinstance(value, np.ndarray):
                    return repr(value)
                if isinstance(value, (list, tuple)) and value and isinstance(value[0], np.ndarray):
                    return "; ".join(map(text, value))
                return str(value.item() if isinstance(value, np.generic) else value)
            def row(code):
                *statements, expression = code.split("; ")
                scope = dict(globals())
                for statement in statements:
                    exec(statement, scope)
                print(base64.b64encode(text(eval(expression, scope)).encode()).decode())
            """;

    private record Row(String python, String java) {}

    @TempDir
    Path folder;

    private static List<String> blocks(String guide, String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
                .matcher(Files.readString(GUIDES.resolve(guide)))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static List<Row> rows() throws IOException {
        return Files.readString(GUIDES.resolve("numpy-users.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.length() - 3).split("` \\| `", -1))
                .map(NumpyGuideTest::row)
                .toList();
    }

    private static Row row(String[] cells) {
        assertThat(cells).hasSize(2);
        return new Row(cells[0], cells[1]);
    }

    @Test
    void everyRowIsTheSameInPythonAndInJava() throws Exception {
        List<Row> rows = rows();
        List<String> expected = python(rows);
        List<String> actual = java(rows);
        var differences = new ArrayList<String>();
        for (int i = 0; i < rows.size(); i++) {
            if (!expected.get(i).equals(actual.get(i))) {
                differences.add(rows.get(i) + "\nnumpy: " + expected.get(i) + "\nJava:  " + actual.get(i));
            }
        }
        assertThat(rows).hasSizeGreaterThan(200);
        assertThat(differences).isEmpty();
    }

    @Test
    void allJavaOfTheGuideToArraysRuns() throws Exception {
        var code = new StringBuilder();
        List<String> blocks = blocks("arrays.md", "java");
        assertThat(blocks).hasSizeGreaterThan(3);
        for (String block : blocks) {
            code.append("{\n").append(block).append("}\n");
        }
        run("Arrays", code + "return List.of();\n");
    }

    private List<String> java(List<Row> rows) throws Exception {
        var code = new StringBuilder(blocks("numpy-users.md", "java").getFirst())
                .append("Path raw = Path.of(")
                .append(quoted(raw()))
                .append(");\nPath npy = Path.of(")
                .append(quoted(folder.resolve("java.npy")))
                .append(");\nPath npz = Path.of(")
                .append(quoted(folder.resolve("java.npz")))
                .append(");\nvar texts = new ArrayList<String>();\n");
        for (Row row : rows) {
            int last = row.java().lastIndexOf("; ") + 1;
            code.append("{\n").append(row.java(), 0, last).append("texts.add(text(");
            code.append(row.java().substring(last)).append("));\n}\n");
        }
        return run("Rows", code + "return texts;\n");
    }

    private Path raw() throws IOException {
        return Files.write(folder.resolve("raw"), new byte[16]);
    }

    private static String quoted(Path path) {
        return "\"" + path.toString().replace("\\", "\\\\") + "\"";
    }

    private List<String> run(String name, String body) throws Exception {
        var source = IMPORTS + "public class " + name + " {\npublic static List<String> run() throws Exception {\n"
                + body + "}\n" + JAVA_TEXT + "}\n";
        try (var code = new JavaCode(folder, name, source)) {
            return ((List<?>) code.call("run")).stream().map(String::valueOf).toList();
        }
    }

    private List<String> python(List<Row> rows) throws IOException {
        var code = new StringBuilder(blocks("numpy-users.md", "python").getFirst()).append(PYTHON_TEXT);
        code.append("raw = ").append(quoted(raw())).append('\n');
        code.append("npy = ").append(quoted(folder.resolve("python.npy"))).append('\n');
        code.append("npz = ").append(quoted(folder.resolve("python.npz"))).append('\n');
        for (Row row : rows) {
            code.append("row(r'''").append(row.python()).append("''')\n");
        }
        var environment = LivePython.environment();
        Path script = Files.writeString(folder.resolve("rows.py"), code);
        try (var process = environment.start(script, List.of())) {
            var end = process.awaitEnd();
            assertThat(end.exitCode()).as(process.standardError()).isZero();
            return end.lines().stream()
                    .map(line -> new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8))
                    .toList();
        }
    }
}
