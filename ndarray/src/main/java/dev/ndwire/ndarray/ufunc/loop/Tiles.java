package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.element.StridedLoop;
import java.util.ArrayList;
import java.util.List;

/// Runs a loop over elements in memory, tile by tile. Short rows share a tile.
///
/// An element is written after the elements at its own place were read, and no later one is read before: so a result
/// may lie exactly on its operand, and nowhere else on it.
final class Tiles {
    /// Three lanes of doubles stay in the first cache.
    private static final int CAPACITY = 1024;

    private static final int BYTES = 1 << 16;

    private final Loop loop;
    private final StridedLoop walk;
    private final List<InputColumn> inputs = new ArrayList<>();
    private final boolean[] isConstant;
    private final OutputColumn output;
    private final int capacity;

    /// Where the pieces of the tile that is being filled go.
    private final long[] pieceOffsets;

    private final int[] pieceCounts;
    private int pieces;
    private int filled;

    private Tiles(Signature signature, List<Strided> operands, Strided out, Scratch scratch) {
        loop = signature.loop();
        capacity = capacity(signature, out.size());
        var all = new Strided[operands.size() + 1];
        all[0] = out;
        isConstant = new boolean[operands.size()];
        for (int i = 0; i < operands.size(); i++) {
            Strided operand = operands.get(i);
            all[i + 1] = operand;
            var column = new InputColumn(operand, signature.inputs().get(i), capacity, scratch);
            inputs.add(column);
            isConstant[i] = Placement.isConstant(operand);
            if (isConstant[i]) {
                column.load(operand.layout().byteOffset(), 0, 0, capacity);
            }
        }
        output = new OutputColumn(out, signature.computed(), capacity, scratch);
        walk = StridedLoop.of(all);
        pieceOffsets = new long[capacity];
        pieceCounts = new int[capacity];
    }

    /// Computes all elements.
    ///
    /// @param operands of the shape of `out`, at most exactly on it
    /// @param out where the results go
    static void run(Signature signature, List<Strided> operands, Strided out) {
        if (out.size() == 0) {
            return;
        }
        try (var scratch = new Scratch()) {
            if (InMemory.isPossible(signature, operands, out)) {
                InMemory.run(signature, operands, out, scratch);
            } else {
                var tiles = new Tiles(signature, operands, out, scratch);
                tiles.walk.forEachRow(tiles::row);
                tiles.flush();
            }
        }
    }

    private static int capacity(Signature signature, long size) {
        long itemSize = signature.computed().itemSize();
        for (var input : signature.inputs()) {
            itemSize = Math.max(itemSize, input.itemSize());
        }
        long fitting = Math.max(1, BYTES / Math.max(1, itemSize));
        return (int) Math.min(size, Math.min(CAPACITY, fitting));
    }

    private void row(long[] byteOffsets) {
        long length = walk.rowLength();
        for (long done = 0; done < length; ) {
            int count = (int) Math.min(length - done, capacity - filled);
            for (int i = 0; i < inputs.size(); i++) {
                if (!isConstant[i]) {
                    long stride = walk.rowByteStride(i + 1);
                    inputs.get(i).load(byteOffsets[i + 1] + done * stride, stride, filled, count);
                }
            }
            pieceOffsets[pieces] = byteOffsets[0] + done * walk.rowByteStride(0);
            pieceCounts[pieces++] = count;
            filled += count;
            done += count;
            if (filled == capacity) {
                flush();
            }
        }
    }

    private void flush() {
        if (filled == 0) {
            return;
        }
        Object left = inputs.get(0).array();
        Object right = inputs.size() == 1 ? left : inputs.get(1).array();
        loop.run(left, right, output.array(), filled);
        int at = 0;
        for (int i = 0; i < pieces; i++) {
            output.store(at, pieceOffsets[i], walk.rowByteStride(0), pieceCounts[i]);
            at += pieceCounts[i];
        }
        pieces = 0;
        filled = 0;
    }
}
