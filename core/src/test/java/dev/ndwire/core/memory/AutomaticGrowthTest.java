package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What results take of which nobody holds any, under the collectors of this JVM.
@EnabledOnOs(OS.LINUX)
class AutomaticGrowthTest {
    private static final String ACCESS = "--enable-native-access=ALL-UNNAMED";

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC", "-XX:+UseZGC"})
    void tenGibibytesOfResultsTakeTheMemoryOfFew(String collector) throws Exception {
        List<Long> mebibytes = peakAndResident(160, ACCESS, collector);
        // Some 600 MiB where a collection takes up to 16 ms, and 32 MiB more for each millisecond of a busy machine.
        assertThat(mebibytes.getFirst()).isBetween(512L, 4096L);
        assertThat(mebibytes.getLast()).isLessThan(mebibytes.getFirst() + 256);
    }

    @Test
    void resultsAreMadeWhereRequestsForCollectionsAreIgnored() throws Exception {
        List<Long> mebibytes = peakAndResident(24, ACCESS, "-XX:+UseSerialGC", "-XX:+DisableExplicitGC");
        assertThat(mebibytes.getFirst()).isBetween(512L, 24 * 64L);
    }

    private static List<Long> peakAndResident(int results, String... flags) throws IOException, InterruptedException {
        List<String> lines =
                AnotherJvm.run(GrowthInAJvmOfItsOwn.class, List.of(Integer.toString(results)), Map.of(), flags);
        assertThat(lines).hasSize(2);
        return lines.stream()
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .toList();
    }
}
