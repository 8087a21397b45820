package dev.ndwire.conformance.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The project's README: its blocks of code.
final class Readme {
    private static final Path FILE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("README.md");

    private Readme() {}

    /// The only block of a language.
    ///
    /// @param language what stands behind the fence's first marks
    /// @return its lines
    static String block(String language) throws IOException {
        List<String> blocks = blocks(language);
        if (blocks.size() != 1) {
            throw new AssertionError(FILE + " has " + blocks.size() + " blocks of " + language + ", expected 1");
        }
        return blocks.get(0);
    }

    /// All blocks of a language, in their order.
    ///
    /// @param language what stands behind the fence's first marks
    /// @return the lines of each
    static List<String> blocks(String language) throws IOException {
        Matcher matcher =
                Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(Files.readString(FILE));
        return matcher.results().map(found -> found.group(1)).toList();
    }

    static String text() throws IOException {
        return Files.readString(FILE);
    }
}
