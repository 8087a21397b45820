/// Owns off-heap bytes: who holds them, how many may be alive at once, and until when.
///
/// Every other room takes its native memory here, through a [dev.ndwire.core.memory.Lease], and gives it back by
/// closing that. This room knows no frame, no header and no socket; it looks at no byte that it hands out.
///
/// Nothing in ndwire closes memory that it did not obtain.
package dev.ndwire.core.memory;
