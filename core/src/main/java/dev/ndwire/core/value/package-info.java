/// Python's values that Java has no twin for.
package dev.ndwire.core.value;
