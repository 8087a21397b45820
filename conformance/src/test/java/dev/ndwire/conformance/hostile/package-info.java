/// Bad input against a real server process.
@NullMarked
package dev.ndwire.conformance.hostile;

import org.jspecify.annotations.NullMarked;
