package dev.ndwire.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a benchmark of what a user would take instead of ours.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rival {
    /// What it is.
    ///
    /// @return its name in reports
    String value();

    /// Which of ours does the same.
    ///
    /// @return names of methods of the same class; none for all of them
    String[] of() default {};
}
