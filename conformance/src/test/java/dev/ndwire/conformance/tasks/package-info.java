/// Tasks that Java writes and Python runs: by itself, and through a scheduler and a worker.
@NullMarked
package dev.ndwire.conformance.tasks;

import org.jspecify.annotations.NullMarked;
