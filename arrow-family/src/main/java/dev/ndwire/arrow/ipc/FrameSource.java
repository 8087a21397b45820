package dev.ndwire.arrow.ipc;

import dev.ndwire.arrow.memory.BufferMemory;
import dev.ndwire.core.frame.Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/// A batch whose buffers are frames.
final class FrameSource extends BatchSource {
    private final BatchFrames.Part part;
    private final List<ArrowBuf> made;
    private final List<ArrowBuf> buffers;
    private final int end;

    /// @param part what the batch is
    /// @param frames the buffers of all batches
    /// @param start the first that is this one's
    /// @param memory where frames may lie
    /// @throws MalformedArrowException if a frame is missing, or of another size than the batch says
    FrameSource(BatchFrames.Part part, List<Frame> frames, int start, BufferMemory memory) {
        super(memory.allocator());
        this.part = part;
        var pieces = new ArrayList<MemorySegment>();
        int next = start;
        for (long size : part.bufferSizes()) {
            if (size != 0) {
                long found = next < frames.size() ? frames.get(next).byteSize() : 0;
                if (found != size) {
                    throw new MalformedArrowException("frame " + next + " of " + frames.size() + " has " + found
                            + " bytes, its batch claims " + size);
                }
                pieces.add(frames.get(next++).toSegment(Arena.ofAuto()));
            }
        }
        this.end = next;
        this.made = memory.buffers(pieces);
        this.buffers = inPlace(part.bufferSizes());
    }

    /// Puts the empty buffers, for which there are no frames, among the others.
    private List<ArrowBuf> inPlace(List<Long> sizes) {
        var all = new ArrayList<ArrowBuf>(sizes.size());
        Iterator<ArrowBuf> next = made.iterator();
        sizes.forEach(size -> all.add(size == 0 ? allocator().getEmpty() : next.next()));
        return all;
    }

    /// The first frame that is another batch's.
    int end() {
        return end;
    }

    @Override
    long rowCount() {
        return part.rowCount();
    }

    @Override
    int nodeCount() {
        return part.nodes().size() / 2;
    }

    @Override
    long length(int node) {
        return part.nodes().get(2 * node);
    }

    @Override
    long nullCount(int node) {
        return part.nodes().get(2 * node + 1);
    }

    @Override
    int variadicCountCount() {
        return part.variadicCounts().size();
    }

    @Override
    long variadicCount(int index) {
        return part.variadicCounts().get(index);
    }

    @Override
    int bufferCount() {
        return buffers.size();
    }

    @Override
    ArrowBuf buffer(int index) {
        return buffers.get(index);
    }

    @Override
    public void close() {
        super.close();
        made.forEach(buffer -> buffer.getReferenceManager().release());
    }
}
