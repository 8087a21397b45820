package dev.ndwire.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.command.NdwireProcess;
import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.vectors.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `ndwire convert` makes of files of a live numpy is what numpy writes after the same change, byte for byte.
class ConvertTest {
    private static final int CONVERSIONS = 15 + 7;

    @TempDir
    Path folder;

    @Test
    void writesWhatNumpyWrites() throws IOException {
        long seed = new Random().nextLong() >>> 1;
        for (Json conversion : conversions(seed)) {
            Path source = folder.resolve(conversion.get("source").text());
            String name = conversion.get("target").text();
            Path target = folder.resolve("converted-" + name);
            Path expected = folder.resolve("expected").resolve(name);
            List<String> options =
                    conversion.get("options").list().stream().map(Json::text).toList();
            byte[] before = Files.readAllBytes(source);

            convert(source, target, options);

            if (conversion.get("deflated").isTrue()) {
                assertThat(members(target)).isEqualTo(members(expected));
                assertThat(Files.size(target)).isLessThan(Files.size(expected));
            } else {
                assertThat(target)
                        .as("seed %d: %s %s", seed, source.getFileName(), options)
                        .hasSameBinaryContentAs(expected);
            }
            assertThat(Files.readAllBytes(source)).isEqualTo(before);
        }
    }

    private List<Json> conversions(long seed) {
        var script = LivePython.SCRIPTS.resolve("conversions.py");
        var conversions = new ArrayList<Json>();
        try (var process = LivePython.environment().start(script, List.of(folder.toString(), Long.toString(seed)))) {
            for (Json line = Json.parse(process.readLine());
                    line.has("source");
                    line = Json.parse(process.readLine())) {
                conversions.add(line);
            }
        }
        assertThat(conversions).hasSize(CONVERSIONS);
        return conversions;
    }

    private void convert(Path source, Path target, List<String> options) throws IOException {
        var words = new ArrayList<String>(List.of("convert", source.toString(), target.toString()));
        words.addAll(options);
        try (var command = NdwireProcess.start(folder, List.of(), words.toArray(String[]::new))) {
            var end = command.awaitEnd();
            assertThat(command.standardError()).isEmpty();
            assertThat(end.exitCode()).isZero();
        }
    }

    /// The members of an archive, inflated, in their order.
    private static Map<String, String> members(Path archive) throws IOException {
        var members = new LinkedHashMap<String, String>();
        try (var zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                try (var content = zip.getInputStream(entry)) {
                    members.put(entry.getName(), Arrays.toString(content.readAllBytes()));
                }
            }
        }
        return members;
    }
}
