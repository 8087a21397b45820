/// Runs the `ndwire` command as a child process, from the class path of this JVM, and watches its memory. Serves the
/// suites that need a process of its own; knows nothing of frames or arrays.
@NullMarked
package dev.ndwire.conformance.command;

import org.jspecify.annotations.NullMarked;
