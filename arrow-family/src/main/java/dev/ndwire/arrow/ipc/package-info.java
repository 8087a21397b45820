/// Arrow's IPC streams and files: bytes ⇄ vectors, without copying a buffer.
///
/// Takes a run of bytes and gives batches of vectors that view it, or takes batches and gives a rope of metadata and
/// the vectors' own buffers. Sees no family, no socket and no table. Whatever a stream claims is checked against its
/// bytes before a vector is made of it; every fault is a
/// [MalformedArrowException][dev.ndwire.arrow.ipc.MalformedArrowException].
package dev.ndwire.arrow.ipc;
