package dev.ndwire.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a benchmark of what a user would take instead of ours.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rival {
    /// What [#needs] is of a rival that is measured inside of a Python.
    String PYTHON = "python";

    /// What it is.
    ///
    /// @return its name in reports
    String value();

    /// Which of ours does the same.
    ///
    /// @return names of methods of the same class; none for all of them. A rival that several classes have names those
    ///     of each
    String[] of() default {};

    /// What has to be on the class path, since not every platform or build has it.
    ///
    /// @return the name of a resource, or [#PYTHON]; empty for nothing
    String needs() default "";
}
