/// A Python loaded into the JVM: what both share is memory.
@NullMarked
package dev.ndwire.conformance.embedded;

import org.jspecify.annotations.NullMarked;
