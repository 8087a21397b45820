package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.setting.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemorySettingsTest {
    private static final long PHYSICAL_BYTES = 16L << 30;

    @Test
    void allowsThreeQuartersOfThePhysicalMemoryUnlessTold() {
        assertThat(settings(Map.of(), Map.of()).limitBytes()).isEqualTo(12L << 30);
        assertThat(settings(Map.of(), Map.of()).idleBytes()).isEqualTo(2L << 30);
    }

    @Test
    void prefersThePropertyToTheVariable() {
        Map<String, String> environment = Map.of("NDWIRE_MEMORY", "8GiB", "NDWIRE_MEMORY_SOURCE", "auto");
        assertThat(settings(Map.of(), environment).limitBytes()).isEqualTo(8L << 30);
        MemorySettings both =
                settings(Map.of("ndwire.memory", "1 MiB", "ndwire.memory.source", "portable"), environment);
        assertThat(both.limitBytes()).isEqualTo(1L << 20);
        assertThat(both.source()).isEqualTo(MemorySettings.Source.PORTABLE);
    }

    @Test
    void namesTheSettingThatHoldsNoSize() {
        String rest = "\"lots\" is no size in bytes: a number with one of the units"
                + " B, kB, MB, GB, TB, KiB, MiB, GiB, TiB or none is allowed";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryBudget.of(settings(Map.of(), Map.of("NDWIRE_MEMORY", "lots"))))
                .withMessage("NDWIRE_MEMORY: " + rest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryBudget.of(settings(Map.of("ndwire.memory", "lots"), Map.of())))
                .withMessage("-Dndwire.memory: " + rest);
    }

    @Test
    void namesTheSettingThatHoldsNoSource() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("ndwire.memory.source", "heap"), Map.of())
                        .source())
                .withMessage("-Dndwire.memory.source: \"heap\" is no source of memory: auto or portable is allowed");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        settings(Map.of(), Map.of("NDWIRE_MEMORY_SOURCE", "")).source())
                .withMessage("NDWIRE_MEMORY_SOURCE: \"\" is no source of memory: auto or portable is allowed");
    }

    @Test
    void namesTheSettingsWhenTheStandardLimitRefuses() {
        MemoryBudget budget = MemoryBudget.of(settings(Map.of("ndwire.memory", "1KiB"), Map.of()));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> budget.reserve(2048)))
                .hasMessage("2048 bytes of native memory (2 KiB) were asked for, but 0 of the 1024 bytes (1 KiB)"
                        + " that are allowed by NDWIRE_MEMORY or -Dndwire.memory are in use");
    }

    @Test
    void knowsThePhysicalMemoryOfThisMachine() {
        assertThat(MemorySettings.ofProcess().physicalBytes()).isGreaterThan(64L << 20);
    }

    private static MemorySettings settings(Map<String, String> properties, Map<String, String> environment) {
        return new MemorySettings(new Environment(properties::get, environment::get), () -> PHYSICAL_BYTES);
    }
}
