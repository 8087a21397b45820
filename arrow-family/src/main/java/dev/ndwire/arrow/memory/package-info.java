/// Arrow's buffers over native memory that others own, and an allocator of our own for the rest.
///
/// Knows buffers and leases, no vector and no table. Everything above gets its buffers here.
package dev.ndwire.arrow.memory;
