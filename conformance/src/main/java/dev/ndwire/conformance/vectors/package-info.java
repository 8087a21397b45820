/// Reads the golden vectors that the pinned Python wrote into `conformance/vectors`, and the plain JSON beside them
/// that says what they mean. Decodes no message: the suites do.
@NullMarked
package dev.ndwire.conformance.vectors;

import org.jspecify.annotations.NullMarked;
