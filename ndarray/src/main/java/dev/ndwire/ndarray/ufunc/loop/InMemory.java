package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.element.StridedLoop;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Runs a loop over contiguous rows in native memory, without tiles: at sizes beyond the cache that is as fast as
/// memory.
final class InMemory {
    /// Rows that are shorter cost more than tiles that hold several.
    private static final long SHORTEST_ROW = 64;

    /// Elements that a loop is given at once, and of the run of one value that stands for a constant. Loops that are
    /// called often are soon compiled from their start on; those called once, with millions, from within, which is slow
    /// for longer.
    private static final int RUN = 2048;

    private InMemory() {}

    static boolean isPossible(Signature signature, List<Strided> operands, Strided out) {
        int width = signature.loop().memoryWidth();
        if (width == 0 || out.size() < SHORTEST_ROW || !isPlain(out, signature.computed(), width)) {
            return false;
        }
        for (int i = 0; i < operands.size(); i++) {
            boolean isConstant = Placement.isConstant(operands.get(i))
                    && operands.get(i).dtype().equals(signature.inputs().get(i));
            if (!isConstant && !isPlain(operands.get(i), signature.inputs().get(i), width)) {
                return false;
            }
        }
        StridedLoop walk = walk(operands, out);
        for (int i = 0; i <= operands.size(); i++) {
            boolean isConstant = i > 0 && Placement.isConstant(operands.get(i - 1));
            if (!isConstant && walk.rowByteStride(i) != width) {
                return false;
            }
        }
        return walk.rowLength() >= SHORTEST_ROW;
    }

    private static boolean isPlain(Strided elements, DType wanted, int width) {
        return elements.dtype().itemSize() == width
                && elements.dtype().equals(wanted)
                && elements.segment().isNative();
    }

    private static StridedLoop walk(List<Strided> operands, Strided out) {
        var all = new Strided[operands.size() + 1];
        all[0] = out;
        for (int i = 0; i < operands.size(); i++) {
            all[i + 1] = operands.get(i);
        }
        return StridedLoop.of(all);
    }

    static void run(Signature signature, List<Strided> operands, Strided out, Scratch scratch) {
        Loop loop = signature.loop();
        StridedLoop walk = walk(operands, out);
        int last = operands.size();
        int width = loop.memoryWidth();
        boolean isLeftRun = Placement.isConstant(operands.get(0));
        boolean isRightRun = Placement.isConstant(operands.get(last - 1));
        long runLength = Math.min(RUN, walk.rowLength());
        MemorySegment left = isLeftRun
                ? run(operands.get(0), runLength, scratch)
                : operands.get(0).segment();
        MemorySegment right = isRightRun
                ? run(operands.get(last - 1), runLength, scratch)
                : operands.get(last - 1).segment();
        walk.forEachRow(at -> {
            for (long done = 0; done < walk.rowLength(); done += RUN) {
                long bytes = done * width;
                loop.runInMemory(
                        left,
                        isLeftRun ? 0 : at[1] + bytes,
                        right,
                        isRightRun ? 0 : at[last] + bytes,
                        out.segment(),
                        at[0] + bytes,
                        Math.min(RUN, walk.rowLength() - done));
            }
        });
    }

    /// One value, repeated.
    private static MemorySegment run(Strided constant, long length, Scratch scratch) {
        long width = constant.dtype().itemSize();
        MemorySegment run = scratch.allocate(length * width);
        MemorySegment.copy(constant.segment(), constant.layout().byteOffset(), run, 0, width);
        for (long done = width; done < run.byteSize(); done *= 2) {
            MemorySegment.copy(run, 0, run, done, Math.min(done, run.byteSize() - done));
        }
        return run;
    }
}
