package dev.ndwire.core.pickle;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEnum;
import dev.ndwire.core.value.PyExtension;
import dev.ndwire.core.value.PyFrozenSet;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyPersistentId;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes one value: atoms at once, what holds others as a task on a stack of its own, so that nesting does not use
/// Java's. The order of opcodes, what is put in the memo, and how batches are cut are those of CPython's writer.
final class Saver {
    private static final PyGlobal BYTEARRAY = new PyGlobal("builtins", "bytearray");
    private static final PyGlobal GETATTR = new PyGlobal("builtins", "getattr");

    final PickleOutput out;
    final WriteMemo memo = new WriteMemo();
    private final AtomSaver atoms;
    private final PickleTarget target;
    private final Constructors constructors;
    private final @Nullable Consumer<PickleBuffer> buffers;
    private final List<Task> tasks = new ArrayList<>();

    /// What is left to write of a value that holds others.
    abstract static class Task {
        /// Writes up to and including the next part, or the end; a part that is itself begun becomes the task on top.
        ///
        /// @return whether this was the end
        abstract boolean advance(Saver saver);
    }

    Saver(PickleTarget target, Constructors constructors, @Nullable Consumer<PickleBuffer> buffers) {
        this.out = new PickleOutput(target.protocol());
        this.atoms = new AtomSaver(out, memo);
        this.target = target;
        this.constructors = constructors;
        this.buffers = buffers;
    }

    Frame write(@Nullable Object value) {
        save(value);
        while (!tasks.isEmpty()) {
            int top = tasks.size() - 1;
            if (tasks.get(top).advance(this)) {
                tasks.remove(top);
            }
        }
        return out.end();
    }

    void begin(Task task) {
        tasks.add(task);
    }

    boolean isOnTop(Task task) {
        return tasks.get(tasks.size() - 1).equals(task);
    }

    void save(@Nullable Object value) {
        out.boundary();
        if (value == null) {
            out.op(Opcodes.NONE);
        } else if (!atoms.saveNumber(value) && !saveKnown(value)) {
            saveOther(value);
        }
    }

    void get(int number) {
        atoms.get(number);
    }

    void memoize(Object value) {
        atoms.memoize(value);
    }

    /// Writes what Python has an opcode for.
    private boolean saveKnown(Object value) {
        if (value instanceof PyGlobal global) {
            atoms.saveGlobal(global);
        } else if (value instanceof PyExtension extension) {
            atoms.saveExtension(extension.code());
        } else if (value instanceof PyTuple tuple && tuple.isEmpty()) {
            out.op(Opcodes.EMPTY_TUPLE);
        } else if (!atoms.saveReference(value)) {
            return saveText(value) || saveContainer(value);
        }
        return true;
    }

    private boolean saveText(Object value) {
        if (value instanceof String text) {
            atoms.saveString(text);
            memoize(text);
        } else if (value instanceof Bytes bytes) {
            atoms.saveBytes(Frame.of(bytes.toArray()));
            memoize(value);
        } else if (value instanceof byte[] bytes) {
            atoms.saveBytes(Frame.of(bytes.clone()));
            memoize(value);
        } else if (value instanceof LargeBytes large) {
            saveLarge(large, large.content(), large.isByteArray());
        } else if (value instanceof PyByteArray bytes) {
            saveLarge(value, Frame.of(bytes.content().toArray()), true);
        } else if (value instanceof PickleBuffer buffer) {
            saveBuffer(buffer);
        } else {
            return false;
        }
        return true;
    }

    private void saveLarge(Object value, Frame content, boolean isByteArray) {
        if (!isByteArray) {
            atoms.saveBytes(content);
            memoize(value);
        } else if (target.protocol() >= 5) {
            out.payload(Opcodes.BYTEARRAY8, 8, content);
            memoize(value);
        } else if (content.byteSize() == 0) {
            begin(new ObjectTask(PyObject.call(BYTEARRAY), value));
        } else {
            begin(new ObjectTask(PyObject.call(BYTEARRAY, new LargeBytes(content, false)), value));
        }
    }

    private void saveBuffer(PickleBuffer buffer) {
        if (buffers == null) {
            saveLarge(buffer, buffer.content(), buffer.isWriteable());
            return;
        }
        buffers.accept(buffer);
        out.op(Opcodes.NEXT_BUFFER);
        if (!buffer.isWriteable()) {
            out.op(Opcodes.READONLY_BUFFER);
        }
    }

    private boolean saveContainer(Object value) {
        if (value instanceof PyTuple tuple) {
            begin(new TupleTask(tuple));
        } else if (value instanceof PyObject object) {
            begin(new ObjectTask(object, object));
        } else if (value instanceof PyDict dict) {
            saveDict(dict);
        } else if (value instanceof ArrayList<?> list) {
            saveList(list);
        } else if (value instanceof PySet set) {
            saveSet(set);
        } else if (value instanceof PyFrozenSet set) {
            begin(new FrozenSetTask(set));
        } else if (value instanceof PyEnum member) {
            PyGlobal type = new PyGlobal(member.module(), member.className());
            begin(new ObjectTask(PyObject.call(GETATTR, type, member.name()), member));
        } else if (value instanceof PyPersistentId reference) {
            begin(new PersistentTask(reference));
        } else {
            return false;
        }
        return true;
    }

    private void saveList(List<?> list) {
        out.op(Opcodes.EMPTY_LIST);
        memoize(list);
        begin(BatchTask.ofList(list));
    }

    private void saveDict(Map<?, ?> dict) {
        out.op(Opcodes.EMPTY_DICT);
        memoize(dict);
        begin(BatchTask.ofDict(dict));
    }

    private void saveSet(Set<?> set) {
        out.op(Opcodes.EMPTY_SET);
        memoize(set);
        begin(BatchTask.ofSet(set));
    }

    /// Writes a value of the constructors, or of a Java collection of another class.
    private void saveOther(Object value) {
        PickleConstructor constructor = constructors.of(value.getClass());
        if (constructor != null) {
            begin(new ObjectTask(constructor.reduce(value, target), value));
        } else if (value instanceof List<?> list) {
            saveList(list);
        } else if (value instanceof Map<?, ?> map) {
            saveDict(map);
        } else if (value instanceof Set<?> set) {
            saveSet(set);
        } else {
            throw new IllegalArgumentException("no way is known to pickle an instance of "
                    + value.getClass().getName());
        }
    }

    /// A persistent id: what it names is not in the pickle, and never in the memo.
    private static final class PersistentTask extends Task {
        private final PyPersistentId reference;
        private boolean idDone;

        PersistentTask(PyPersistentId reference) {
            this.reference = reference;
        }

        @Override
        boolean advance(Saver saver) {
            if (idDone) {
                saver.out.op(Opcodes.BINPERSID);
                return true;
            }
            idDone = true;
            saver.save(reference.id());
            return false;
        }
    }
}
