/// Families: the exchangeable ways to turn one object into a header and raw frames, and back.
///
/// Stands between what the user has and what `message` assembles. Knows headers, frames and values; sees no wire and no
/// socket. Source: `distributed.protocol.serialize`.
package dev.ndwire.core.family;
