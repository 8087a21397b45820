package dev.ndwire.conformance.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CDataGuideTest {
    private static final Path GUIDE = LivePython.VECTORS.resolve("../../docs/guides/c-data.md");

    @TempDir
    Path folder;

    @Test
    void itsJavaPrintsWhatItsCommentSays() throws Exception {
        Matcher block = Pattern.compile("(?ms)^```java\n(.*?)^```$").matcher(Files.readString(GUIDE));
        assertThat(block.find()).isTrue();
        Path file = Files.writeString(folder.resolve("Example.java"), """
                import dev.ndwire.arrow.cdata.*;
                import dev.ndwire.arrow.table.*;
                import dev.ndwire.core.memory.*;
                import dev.ndwire.ndarray.array.*;
                import java.lang.foreign.*;
                import java.util.*;
                public class Example {
                    public static void main(String[] arguments) {
                        %s
                    }
                }
                """.formatted(block.group(1)));
        var said = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
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
        assertThat(run()).isEqualTo("6.0");
    }

    private String run() throws Exception {
        PrintStream out = System.out;
        var said = new ByteArrayOutputStream();
        try (var loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            loader.loadClass("Example").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(out);
        }
        return said.toString(StandardCharsets.UTF_8).strip();
    }
}
