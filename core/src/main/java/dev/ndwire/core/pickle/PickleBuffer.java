package dev.ndwire.core.pickle;

import dev.ndwire.core.frame.Frame;

/// Bytes that travel beside a pickle of protocol 5 instead of in it: Python's `pickle.PickleBuffer`.
///
/// The frame's memory belongs to whoever made it. Two buffers are equal only if they view the same frame object.
///
/// @param content the bytes; not copied
/// @param isWriteable whether Python may change them
public record PickleBuffer(Frame content, boolean isWriteable) {}
