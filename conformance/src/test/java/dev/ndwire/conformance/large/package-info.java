/// Arrays beyond what an `int` can count.
@NullMarked
package dev.ndwire.conformance.large;

import org.jspecify.annotations.NullMarked;
