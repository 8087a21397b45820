/// Finds Python, builds the pinned environment in `target/venv` once, and runs the peer's scripts in it as child
/// processes. Serves the live suites; knows nothing of frames or arrays.
@NullMarked
package dev.ndwire.conformance.python;

import org.jspecify.annotations.NullMarked;
