/// Arrays against live numpy: cases that it made and evaluated, replayed here. What an operation is called there and
/// here stands in the classes `…Ops`, one a theme.
@NullMarked
package dev.ndwire.conformance.differential;

import org.jspecify.annotations.NullMarked;
