package dev.ndwire.core.setting;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the environment says about settings: system properties, and variables, which they beat.
///
/// A setting `NDWIRE_MEMORY_SOURCE` is the variable of that name, or the property `ndwire.memory.source`. It is read at
/// each use, so that the error of a wrong text is never hidden behind the failure of a class to initialize.
///
/// @param property gives a system property by its name
/// @param variable gives an environment variable by its name
public record Environment(Function<String, @Nullable String> property, Function<String, @Nullable String> variable) {
    /// That of this process.
    ///
    /// @return the environment
    public static Environment ofProcess() {
        return new Environment(System::getProperty, System::getenv);
    }

    /// Both names of a setting, for those who are to give it.
    ///
    /// @param name the variable's name
    /// @return such as `NDWIRE_MEMORY or -Dndwire.memory`
    public static String namesOf(String name) {
        return name + " or -D" + propertyOf(name);
    }

    private static String propertyOf(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /// Reads a setting.
    ///
    /// @param <T> what it is
    /// @param name the variable's name
    /// @param parser reads its text; refuses a wrong one by an [IllegalArgumentException]
    /// @return the setting, if it is there
    /// @throws IllegalArgumentException if the parser refuses it; it names where the text stands
    public <T> Optional<T> find(String name, Function<String, T> parser) {
        String text = property.apply(propertyOf(name));
        String where = "-D" + propertyOf(name);
        if (text == null) {
            text = variable.apply(name);
            where = name;
        }
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }
}
