package dev.ndwire.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a benchmark that some values of a parameter are not for: it is not run with them, and the report says why.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Lacks.All.class)
public @interface Lacks {
    /// Of which parameter.
    ///
    /// @return its name
    String parameter();

    /// With what it is not run.
    ///
    /// @return values of the parameter
    String[] values();

    /// Why.
    ///
    /// @return what is to be read after "since"
    String because();

    /// Several of them.
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface All {
        /// The several.
        ///
        /// @return in the order of the source
        Lacks[] value();
    }
}
