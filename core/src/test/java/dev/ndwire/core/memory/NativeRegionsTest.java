package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeRegionsTest {
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void mapsMemoryWhereTheSystemHasIt() {
        assertThat(NativeRegions.of(MemorySettings.Source.AUTO)).isInstanceOf(MappedRegions.class);
        assertThat(NativeRegions.of(MemorySettings.Source.PORTABLE)).isInstanceOf(PortableRegions.class);
    }

    @Test
    void knowsTheFlagsOfItsPlatformsOnly() {
        assertThat(MappedRegions.flagsOf("Linux", "amd64")).contains(0x4022);
        assertThat(MappedRegions.flagsOf("Linux", "aarch64")).contains(0x4022);
        assertThat(MappedRegions.flagsOf("Mac OS X", "aarch64")).contains(0x1042);
        assertThat(MappedRegions.flagsOf("Mac OS X", "x86_64")).contains(0x1042);
        assertThat(MappedRegions.flagsOf("Linux", "ppc64le")).isEmpty();
        assertThat(MappedRegions.flagsOf("Windows 11", "amd64")).isEmpty();
    }

    @Test
    void leasesWorkWhereNativeAccessIsDenied() throws Exception {
        assertThat(child(Map.of(), "--illegal-native-access=deny"))
                .containsExactly("source PortableRegions", "bytes as written");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void leasesMapMemoryWhereNativeAccessIsGranted() throws Exception {
        assertThat(child(Map.of(), "--illegal-native-access=deny", "--enable-native-access=ALL-UNNAMED"))
                .containsExactly("source MappedRegions", "bytes as written");
    }

    @Test
    void leasesUseThePortableSourceWhereToldSo() throws Exception {
        assertThat(child(Map.of("NDWIRE_MEMORY_SOURCE", "portable"), "--enable-native-access=ALL-UNNAMED"))
                .containsExactly("source PortableRegions", "bytes as written");
        assertThat(child(Map.of(), "--enable-native-access=ALL-UNNAMED", "-Dndwire.memory.source=portable"))
                .containsExactly("source PortableRegions", "bytes as written");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theStandardPoolKeepsToTheLimitOfTheEnvironment() throws Exception {
        assertThat(child(Map.of("NDWIRE_MEMORY", "3MiB"), "--enable-native-access=ALL-UNNAMED"))
                .containsExactly(
                        "source MappedRegions",
                        "dev.ndwire.core.memory.MemoryBudgetExceededException: 8388608 bytes of native memory (8 MiB)"
                                + " were asked for, but 65536 of the 3145728 bytes (3 MiB) that are allowed by"
                                + " NDWIRE_MEMORY or -Dndwire.memory are in use");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aWrongSettingIsTheSameClearErrorEachTime() throws Exception {
        String error = "java.lang.IllegalArgumentException: -Dndwire.memory: \"lots\" is no size in bytes: a number"
                + " with one of the units B, kB, MB, GB, TB, KiB, MiB, GiB, TiB or none is allowed";
        assertThat(child(Map.of(), "--enable-native-access=ALL-UNNAMED", "-Dndwire.memory=lots"))
                .containsExactly("source MappedRegions", error);
    }

    private static List<String> child(Map<String, String> environment, String... flags)
            throws IOException, InterruptedException {
        return AnotherJvm.run(LeaseInAJvmOfItsOwn.class, List.of(), environment, flags);
    }
}
