package dev.ndwire.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a benchmark that does nothing but the work that cannot be avoided, such as one copy of the same bytes.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Floor {
    /// Which of ours it is the floor of.
    ///
    /// @return names of methods of the same class; none for all of them
    String[] of() default {};
}
