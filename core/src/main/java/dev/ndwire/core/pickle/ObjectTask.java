package dev.ndwire.core.pickle;

import dev.ndwire.core.value.PyEffect;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyObject.Creation;
import java.util.Objects;

/// Writes an object: what is called, its arguments, the call, then what happens to the object.
///
/// If an argument holds the object, it was written with that argument; then the second one is dropped again, and what
/// happens to it has happened.
final class ObjectTask extends Saver.Task {
    private final PyObject object;
    private final Object value;
    private int step;
    private int nextEffect;

    /// Makes the task.
    ///
    /// @param object what to write
    /// @param value what later references refer to: the object, or the Java value that it stands for
    ObjectTask(PyObject object, Object value) {
        this.object = object;
        this.value = value;
    }

    @Override
    boolean advance(Saver saver) {
        boolean isInstance = object.creation() == Creation.INSTANCE;
        int call = isInstance ? 1 + object.arguments().size() : 3;
        if (step < call) {
            savePart(step++, isInstance, saver);
            return false;
        }
        if (step == call) {
            step++;
            if (!end(saver)) {
                return true;
            }
        }
        if (nextEffect == object.effects().size()) {
            return true;
        }
        saveEffect(object.effects().get(nextEffect++), saver);
        return false;
    }

    private void savePart(int part, boolean isInstance, Saver saver) {
        if (part == 0) {
            if (isInstance) {
                saver.out.op(Opcodes.MARK);
            }
            saver.save(object.function());
        } else if (isInstance) {
            saver.save(object.arguments().get(part - 1));
        } else if (part == 1) {
            saver.save(object.arguments());
        } else if (object.keywords() != null) {
            saver.save(object.keywords());
        }
    }

    /// Writes the call; false if the object was there already.
    private boolean end(Saver saver) {
        saver.out.op(
                switch (object.creation()) {
                    case CALL -> Opcodes.REDUCE;
                    case INSTANCE -> Opcodes.OBJ;
                    case NEW -> object.keywords() == null ? Opcodes.NEWOBJ : Opcodes.NEWOBJ_EX;
                });
        int number = saver.memo.find(value);
        if (number != WriteMemo.ABSENT) {
            saver.out.op(Opcodes.POP);
            saver.get(number);
            return false;
        }
        saver.memoize(value);
        return true;
    }

    private static void saveEffect(PyEffect effect, Saver saver) {
        if (effect instanceof PyEffect.State state) {
            saver.begin(new StateTask(state));
        } else if (effect instanceof PyEffect.Items items) {
            saver.begin(BatchTask.ofItems(items.items()));
        } else if (effect instanceof PyEffect.Entries entries) {
            saver.begin(BatchTask.ofEntries(entries.keysAndValues()));
        } else if (effect instanceof PyEffect.Elements elements) {
            saver.begin(BatchTask.ofElements(elements.elements()));
        } else if (effect instanceof PyEffect.Discarded discarded) {
            saver.begin(new DiscardedTask(discarded.call()));
        }
    }

    /// The state, then the opcode that sets it.
    private static final class StateTask extends Saver.Task {
        private final PyEffect.State state;
        private boolean stateDone;

        StateTask(PyEffect.State state) {
            this.state = state;
        }

        @Override
        boolean advance(Saver saver) {
            if (stateDone) {
                saver.out.op(Opcodes.BUILD);
                return true;
            }
            stateDone = true;
            saver.save(state.state());
            return false;
        }
    }

    /// A call whose result is dropped. CPython writes the setting of a state by a function so, and puts neither the
    /// call nor its arguments in the memo.
    private static final class DiscardedTask extends Saver.Task {
        private final PyObject call;
        private final boolean isPlain;
        private int next = -1;

        DiscardedTask(PyObject call) {
            this.call = call;
            int size = call.arguments().size();
            this.isPlain = call.creation() == Creation.CALL && call.effects().isEmpty() && size > 0 && size < 4;
        }

        @Override
        boolean advance(Saver saver) {
            int size = isPlain ? call.arguments().size() : 0;
            if (next == size) {
                end(size, saver);
                return true;
            }
            if (next >= 0) {
                saver.save(call.arguments().get(next++));
                return false;
            }
            next = 0;
            saver.save(isPlain ? Objects.requireNonNull(call.function()) : call);
            return false;
        }

        private static void end(int size, Saver saver) {
            if (size > 0) {
                saver.out.op(Opcodes.TUPLE1 + size - 1);
                saver.out.op(Opcodes.REDUCE);
            }
            saver.out.op(Opcodes.POP);
        }
    }
}
