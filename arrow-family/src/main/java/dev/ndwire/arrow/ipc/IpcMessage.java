package dev.ndwire.arrow.ipc;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.flatbuf.Message;

/// One message of a stream.
///
/// @param header its metadata, read from a copy on the heap
/// @param metadataByteSize how many bytes the metadata has, which limits what its vectors can hold
/// @param body its buffers, a view of the stream
/// @param byteOffset where in the stream the message starts
record IpcMessage(Message header, int metadataByteSize, MemorySegment body, long byteOffset) {}
