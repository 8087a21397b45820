package dev.ndwire.arrow.cdata;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Queue;

/// Arrays that were filled in and wait for a consumer.
final class ReadyArrays implements ExportedStream.Source {
    private final Queue<CArray> arrays = new ArrayDeque<>();

    /// Memory for one more, zeroed, to be filled in.
    CArray add() {
        var array = new CArray(Arena.ofAuto().allocate(CArray.BYTES, Long.BYTES));
        arrays.add(array);
        return array;
    }

    @Override
    public void next(CArray target) {
        CArray next = arrays.poll();
        if (next != null) {
            target.at().copyFrom(next.at());
            next.markReleased();
        }
    }

    @Override
    public void end() {
        arrays.forEach(Exports::release);
        arrays.clear();
    }
}
