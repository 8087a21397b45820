package dev.ndwire.conformance.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CDataGuideTest {
    private static final Path GUIDE = LivePython.VECTORS.resolve("../../docs/guides/c-data.md");

    @TempDir
    Path folder;

    @Test
    void itsJavaPrintsWhatItsCommentsSay() throws Exception {
        Matcher block = Pattern.compile("(?ms)^```java\n(.*?)^```$").matcher(Files.readString(GUIDE));
        String code = block.results().map(found -> found.group(1)).collect(Collectors.joining());
        List<String> expected = Pattern.compile("(?m); +// prints (.*)$")
                .matcher(code)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(expected).hasSize(2);
        try (var example = new JavaCode(folder, "Example", """
                import dev.ndwire.arrow.cdata.*;
                import dev.ndwire.arrow.table.*;
                import dev.ndwire.core.memory.*;
                import dev.ndwire.ndarray.array.*;
                import java.lang.foreign.*;
                import java.util.*;
                import java.util.stream.*;
                public class Example {
                    public static void main(String[] arguments) {
                        %s
                    }
                }
                """.formatted(code))) {
            assertThat(example.run("main", (Object) new String[0]).lines()).containsExactlyElementsOf(expected);
        }
    }
}
