/// Typed header values and msgpack: the small part of a message that says what the raw frames are.
///
/// Takes what `family` and `message` want to say, gives bytes, and reads them back within limits. Sees no frame, no
/// array and no socket. Format: the msgpack specification, `bin` for bytes and `str` for text.
package dev.ndwire.core.header;
