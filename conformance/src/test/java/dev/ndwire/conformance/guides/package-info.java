/// The guides, line by line: what they show of numpy and of Java is run, and says the same.
@NullMarked
package dev.ndwire.conformance.guides;

import org.jspecify.annotations.NullMarked;
