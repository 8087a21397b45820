package dev.ndwire.core.pickle;

import dev.ndwire.core.value.PyFrozenSet;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Writes a frozenset: its elements, then the set of them, unless an element held the set and so wrote it.
final class FrozenSetTask extends Saver.Task {
    private final PyFrozenSet set;
    private final Iterator<@Nullable Object> elements;
    private boolean begun;

    FrozenSetTask(PyFrozenSet set) {
        this.set = set;
        this.elements = set.iterator();
    }

    @Override
    boolean advance(Saver saver) {
        if (!begun) {
            begun = true;
            saver.out.op(Opcodes.MARK);
        }
        while (elements.hasNext()) {
            saver.save(elements.next());
            if (!saver.isOnTop(this)) {
                return false;
            }
        }
        int number = saver.memo.find(set);
        if (number != WriteMemo.ABSENT) {
            saver.out.op(Opcodes.POP_MARK);
            saver.get(number);
        } else {
            saver.out.op(Opcodes.FROZENSET);
            saver.memoize(set);
        }
        return true;
    }
}
