/// A message with embedded objects ⇄ one list of frames.
///
/// Takes values from `comm`, has `family` serialize what msgpack has no form for, and hands frames to `wire`; the
/// other way it pulls frames in wire order and decides, header by header, where the next ones land. Sees no socket.
/// The format is described in `docs/format/message.md`; source: `distributed.protocol.core`.
package dev.ndwire.core.message;
