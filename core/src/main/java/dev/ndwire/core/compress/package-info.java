/// One frame in, one frame out: lz4, snappy, zlib and zstd as Dask's peers write and read them.
///
/// Used by `message`, which decides by a header's columns which frame is compressed by what. Sees no header and no
/// object. Sizes are checked against what was allowed before memory is taken for them, and against what was claimed
/// while bytes are written. Sources: `distributed.protocol.compression`, and the formats that its libraries write.
///
/// The library's native codecs run without leaving the state in which the JVM's garbage collector waits for a thread:
/// a collection that begins meanwhile waits until the frame is done. Where frames of gigabytes are compressed and a
/// pause of seconds matters, cut them with a shard size.
package dev.ndwire.core.compress;
