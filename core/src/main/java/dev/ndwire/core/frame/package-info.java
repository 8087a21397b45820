/// Immutable runs of bytes: what a family gives and takes, what `wire` lays out.
///
/// Knows memory segments and nothing else: no header, no socket, no owner. Whoever makes a frame keeps its memory
/// alive; a frame over closed memory answers with an [IllegalStateException], as its segments do.
package dev.ndwire.core.frame;
