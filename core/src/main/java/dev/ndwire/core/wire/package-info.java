/// Lays frames out as bytes and finds them again.
///
/// Takes what `message` assembled and hands it to a byte sink of `comm`; the other way it reads a prelude from a byte
/// source and lets `message` pull frame by frame, in wire order, saying where each is to go. Knows lengths and places
/// bytes; sees no socket and no header. The format is described in `docs/format/wire.md`.
package dev.ndwire.core.wire;
