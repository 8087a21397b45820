/// Arrays and messages between the JVM and the live Python peer, in both directions.
@NullMarked
package dev.ndwire.conformance.live;

import org.jspecify.annotations.NullMarked;
