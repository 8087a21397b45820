package dev.ndwire.core.memory;

import java.lang.management.ManagementFactory;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What the environment says about memory: the process-wide limit, and where native memory comes from.
///
/// A system property beats an environment variable. A wrong text is refused at each use, so that its error is never
/// hidden behind the failure of a class to initialize.
///
/// @param property gives a system property by its name
/// @param environment gives an environment variable by its name
/// @param physicalMemory asks for the bytes of memory of the machine, or of the container that the process runs in;
///     asked only where needed, since the first answer takes some 50 ms
record MemorySettings(
        Function<String, @Nullable String> property,
        Function<String, @Nullable String> environment,
        LongSupplier physicalMemory) {
    static final String LIMIT_PROPERTY = "ndwire.memory";
    static final String LIMIT_VARIABLE = "NDWIRE_MEMORY";
    static final String LIMIT_NAME = LIMIT_VARIABLE + " or -D" + LIMIT_PROPERTY;
    static final String SOURCE_PROPERTY = "ndwire.memory.source";
    static final String SOURCE_VARIABLE = "NDWIRE_MEMORY_SOURCE";

    /// Where native memory comes from.
    enum Source {
        /// The system's `mmap`, or what Java offers where that is refused.
        AUTO,
        /// What Java offers, always.
        PORTABLE
    }

    static MemorySettings ofProcess() {
        return new MemorySettings(System::getProperty, System::getenv, MemorySettings::ofMachine);
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
        Setting setting = find(LIMIT_PROPERTY, LIMIT_VARIABLE);
        if (setting == null) {
            return physicalBytes() / 4 * 3;
        }
        try {
            return ByteSizes.parse(setting.text());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting.name() + ": " + e.getMessage(), e);
        }
    }

    /// The bytes that the standard pool keeps at hand.
    long idleBytes() {
        return physicalBytes() / 8;
    }

    Source source() {
        Setting setting = find(SOURCE_PROPERTY, SOURCE_VARIABLE);
        if (setting == null) {
            return Source.AUTO;
        }
        return switch (setting.text()) {
            case "auto" -> Source.AUTO;
            case "portable" -> Source.PORTABLE;
            default ->
                throw new IllegalArgumentException(setting.name() + ": \"" + setting.text()
                        + "\" is no source of memory: auto or portable is allowed");
        };
    }

    private @Nullable Setting find(String propertyName, String variableName) {
        String text = property.apply(propertyName);
        if (text != null) {
            return new Setting("-D" + propertyName, text);
        }
        text = environment.apply(variableName);
        return text == null ? null : new Setting(variableName, text);
    }

    private record Setting(String name, String text) {}
}
