package dev.ndwire.core.pickle;

import dev.ndwire.core.value.PyTuple;

/// Writes a tuple that is not empty: its elements, then the tuple of them.
///
/// If an element holds the tuple, it was written with that element; then the elements are dropped again.
final class TupleTask extends Saver.Task {
    private static final int MAX_UNMARKED = 3;

    private final PyTuple tuple;
    private int next;

    TupleTask(PyTuple tuple) {
        this.tuple = tuple;
    }

    @Override
    boolean advance(Saver saver) {
        if (next == 0 && tuple.size() > MAX_UNMARKED) {
            saver.out.op(Opcodes.MARK);
        }
        while (next < tuple.size()) {
            saver.save(tuple.get(next++));
            if (!saver.isOnTop(this)) {
                return false;
            }
        }
        end(saver);
        return true;
    }

    private void end(Saver saver) {
        int number = saver.memo.find(tuple);
        boolean marked = tuple.size() > MAX_UNMARKED;
        if (number != WriteMemo.ABSENT) {
            for (int i = 0; i < (marked ? 1 : tuple.size()); i++) {
                saver.out.op(marked ? Opcodes.POP_MARK : Opcodes.POP);
            }
            saver.get(number);
            return;
        }
        saver.out.op(marked ? Opcodes.TUPLE : Opcodes.TUPLE1 + tuple.size() - 1);
        saver.memoize(tuple);
    }
}
