package dev.ndwire.core.memory;

import dev.ndwire.core.setting.Environment;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/// What the environment says about memory: the process-wide limit, and where native memory comes from.
///
/// @param environment where the settings stand
/// @param physicalMemory asks for the bytes of memory of the machine, or of the container that the process runs in;
///     asked only where needed, since the first answer takes some 50 ms
record MemorySettings(Environment environment, LongSupplier physicalMemory) {
    static final String LIMIT = "NDWIRE_MEMORY";
    static final String LIMIT_NAME = Environment.namesOf(LIMIT);
    static final String SOURCE = "NDWIRE_MEMORY_SOURCE";

    /// Where native memory comes from.
    enum Source {
        /// The system's `mmap`, or what Java offers where that is refused.
        AUTO,
        /// What Java offers, always.
        PORTABLE;

        static Source parse(String text) {
            return switch (text) {
                case "auto" -> AUTO;
                case "portable" -> PORTABLE;
                default ->
                    throw new IllegalArgumentException(
                            "\"" + text + "\" is no source of memory: auto or portable is allowed");
            };
        }
    }

    static MemorySettings ofProcess() {
        return new MemorySettings(Environment.ofProcess(), MemorySettings::ofMachine);
    }

    private static long ofMachine() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    long physicalBytes() {
        return physicalMemory.getAsLong();
    }

    /// The bytes that may be alive at once.
    long limitBytes() {
        return environment.find(LIMIT, ByteSizes::parse).orElseGet(() -> physicalBytes() / 4 * 3);
    }

    /// The bytes that the standard pool keeps at hand.
    long idleBytes() {
        return physicalBytes() / 8;
    }

    Source source() {
        return environment.find(SOURCE, Source::parse).orElse(Source.AUTO);
    }
}
