package dev.ndwire.core.pickle;

import dev.ndwire.core.pickle.Node.Call;
import dev.ndwire.core.pickle.Node.Container;
import dev.ndwire.core.pickle.Node.Kind;
import dev.ndwire.core.pickle.Node.Phase;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEffect;
import dev.ndwire.core.value.PyExtension;
import dev.ndwire.core.value.PyFrozenSet;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyPersistentId;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns a graph into Java values: each node once, what is shared into one object, and what holds itself into what
/// holds itself. Depth first, with a stack of its own instead of Java's.
///
/// Lists, dicts and sets exist before their content does, so they may be found in it. A call is built from its
/// content, so one that is found in its own content stays a [PyObject]. A tuple that is found in its own content is
/// begun a second time, as CPython's writer does it, and complete before it is needed.
final class Lifter {
    private static final PyGlobal OBJECT = new PyGlobal("builtins", "object");

    private static final Set<@Nullable Object> SETS =
            Set.of(new PyGlobal("builtins", "set"), new PyGlobal("builtins", "frozenset"));

    private final Constructors constructors;
    private final PickleLimits limits;
    private final Hashables hashables;
    private final List<Step> steps = new ArrayList<>();
    private long begunAgain;

    /// A node whose parts are being lifted.
    private static final class Step {
        final Node node;
        final @Nullable Object[] parts;
        final int size;

        /// The lifted parts; of a list, dict or set, which takes them at once, only the last key.
        final @Nullable Object[] values;

        int next;

        Step(Node node, @Nullable Object[] parts, int size) {
            this.node = node;
            this.parts = parts;
            this.size = size;
            this.values = new Object[node.lifted == null ? size : 1];
        }
    }

    Lifter(Constructors constructors, PickleLimits limits) {
        this.constructors = constructors;
        this.limits = limits;
        this.hashables = new Hashables(limits);
    }

    @Nullable
    Object lift(@Nullable Object root) {
        if (!(root instanceof Node node)) {
            return root;
        }
        begin(node);
        while (!steps.isEmpty()) {
            Step step = steps.get(steps.size() - 1);
            if (advance(step)) {
                finish(step);
                steps.remove(steps.size() - 1);
            }
        }
        return node.lifted;
    }

    private void begin(Node node) {
        if (steps.size() >= limits.maxDepth()) {
            throw new MalformedPickleException("values nest deeper than PickleLimits.maxDepth=" + limits.maxDepth()
                    + " (byte " + node.byteOffset + " of the pickle)");
        }
        boolean again = node.phase == Phase.OPEN;
        node.phase = Phase.OPEN;
        if (node instanceof Container container) {
            Node.Items items = container.items;
            if (again) {
                countAgain(items.size, node);
            }
            node.lifted = emptyOf(container);
            steps.add(new Step(node, items.values, items.size));
        } else if (node instanceof Call call) {
            @Nullable Object[] parts = parts(call);
            steps.add(new Step(node, parts, parts.length));
        } else if (node instanceof Node.Persistent persistent) {
            steps.add(new Step(node, new Object[] {persistent.id}, 1));
        }
    }

    private void countAgain(int size, Node node) {
        begunAgain += 1 + size;
        if (begunAgain > limits.maxItems()) {
            throw new MalformedPickleException("tuples that hold themselves are begun again with more than "
                    + "PickleLimits.maxItems=" + limits.maxItems() + " values (byte " + node.byteOffset
                    + " of the pickle)");
        }
    }

    private static @Nullable Object emptyOf(Container container) {
        return switch (container.kind) {
            case LIST -> new ArrayList<@Nullable Object>(container.items.size);
            case DICT -> new PyDict(container.items.size / 2);
            case SET -> new PySet();
            case TUPLE, FROZENSET -> null;
        };
    }

    /// Function, arguments, keywords, then all that the effects hold.
    private static @Nullable Object[] parts(Call call) {
        int size = 3;
        for (Node.Effect effect : call.effects) {
            size += effect.items().size;
        }
        @Nullable Object[] parts = new Object[size];
        parts[0] = call.function;
        parts[1] = call.arguments;
        parts[2] = call.keywords;
        int at = 3;
        for (Node.Effect effect : call.effects) {
            System.arraycopy(effect.items().values, 0, parts, at, effect.items().size);
            at += effect.items().size;
        }
        return parts;
    }

    /// Lifts parts until all are there (true) or one was begun.
    private boolean advance(Step step) {
        while (step.next < step.size) {
            Object part = step.parts[step.next];
            if (part instanceof Node node) {
                if (!isAtHand(node)) {
                    begin(node);
                    return false;
                }
                part = node.lifted;
            }
            put(step, step.next++, part);
        }
        return true;
    }

    /// Whether a node can be referred to: it is done, it is a container that is being filled, or it is a call inside
    /// of itself, which gets a draft.
    private static boolean isAtHand(Node node) {
        if (node.phase == Phase.OPEN && node instanceof Call call && call.draft == null) {
            call.draft = PyObject.draft();
            node.lifted = call.draft.object();
        }
        return node.phase == Phase.DONE || node.lifted != null;
    }

    private void put(Step step, int index, @Nullable Object value) {
        if (!(step.node instanceof Container container)
                || container.kind == Kind.TUPLE
                || container.kind == Kind.FROZENSET) {
            step.values[index] = value;
        } else if (container.kind == Kind.LIST) {
            asList(Objects.requireNonNull(container.lifted)).add(value);
        } else if (container.lifted instanceof PySet set) {
            hashables.check(value, container.byteOffset);
            set.add(value);
        } else if (index % 2 == 0) {
            hashables.check(value, container.byteOffset);
            step.values[0] = value;
        } else {
            ((PyDict) Objects.requireNonNull(container.lifted)).put(step.values[0], value);
        }
    }

    @SuppressWarnings("unchecked") // Only this class makes the list, and with this type.
    private static List<@Nullable Object> asList(Object list) {
        return (List<@Nullable Object>) list;
    }

    private void finish(Step step) {
        Node node = step.node;
        if (node.phase == Phase.DONE) {
            // A tuple that was begun again inside and is complete since.
            return;
        }
        if (node instanceof Container container) {
            if (container.kind == Kind.TUPLE) {
                node.lifted = PyTuple.of(step.values);
            } else if (container.kind == Kind.FROZENSET) {
                node.lifted = frozenSet(step.values, node.byteOffset);
            }
        } else if (node instanceof Call call) {
            node.lifted = object(call, step.values);
        } else {
            node.lifted = new PyPersistentId(step.values[0]);
        }
        node.phase = Phase.DONE;
    }

    private PyFrozenSet frozenSet(@Nullable Object[] values, long byteOffset) {
        for (Object value : values) {
            hashables.check(value, byteOffset);
        }
        return new PyFrozenSet(Arrays.asList(values));
    }

    private Object object(Call call, @Nullable Object[] values) {
        PyTuple arguments = (PyTuple) Objects.requireNonNull(values[1]);
        checkCallable(values[0], call.byteOffset);
        PyObject made = PyObject.of(call.creation, values[0], arguments, (PyDict) values[2], effects(call, values));
        if (call.draft != null) {
            return call.draft.complete(made);
        }
        return made.function() instanceof PyGlobal global ? construct(made, global, call.byteOffset) : made;
    }

    // What a call made may be called; but not once it has become a number, a text or another of Java's values.
    private void checkCallable(@Nullable Object function, long byteOffset) {
        boolean isCallable = function instanceof PyGlobal
                || function instanceof PyObject
                || function instanceof PyPersistentId
                || function instanceof PyExtension
                || (function != null && constructors.of(function.getClass()) != null);
        if (!isCallable) {
            throw new MalformedPickleException("it calls a "
                    + (function == null ? "None" : function.getClass().getSimpleName())
                    + ", expected a global or an object (byte " + byteOffset + " of the pickle)");
        }
    }

    private static List<PyEffect> effects(Call call, @Nullable Object[] values) {
        if (call.effects.isEmpty()) {
            return List.of();
        }
        List<PyEffect> effects = new ArrayList<>(call.effects.size());
        int at = 3;
        for (Node.Effect effect : call.effects) {
            int to = at + effect.items().size;
            List<@Nullable Object> items = Arrays.asList(values).subList(at, to);
            effects.add(
                    switch (effect.kind()) {
                        case STATE -> new PyEffect.State(items.get(0));
                        case ITEMS -> new PyEffect.Items(items);
                        case ENTRIES -> new PyEffect.Entries(items);
                        case ELEMENTS -> new PyEffect.Elements(items);
                        case DISCARDED -> discarded(items.get(0), call.byteOffset);
                    });
            at = to;
        }
        return effects;
    }

    private static PyEffect discarded(@Nullable Object call, long byteOffset) {
        if (call instanceof PyObject made) {
            return new PyEffect.Discarded(made);
        }
        throw new MalformedPickleException(
                "a call is made for what it does and makes a value (byte " + byteOffset + " of the pickle)");
    }

    private Object construct(PyObject made, PyGlobal global, long byteOffset) {
        PyObject plain = isReconstructor(made, global) ? instanceOf(made) : made;
        PyGlobal type = plain.function() instanceof PyGlobal named ? named : global;
        PickleConstructor constructor = constructors.named(type);
        if (constructor == null) {
            return made;
        }
        checkKeys(plain, byteOffset);
        try {
            Object value = constructor.construct(plain);
            return plain.equals(value) ? made : value;
        } catch (MalformedException e) {
            throw new MalformedPickleException(
                    type + ": " + e.getMessage() + " (byte " + byteOffset + " of the pickle)", e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ClassCastException | ArithmeticException e) {
            throw new MalformedPickleException(
                    type + " cannot be made of its parts (byte " + byteOffset + " of the pickle): " + e.getMessage(),
                    e);
        }
    }

    /// Checks what a constructor will take as keys and elements; a dict among its arguments is checked already.
    private void checkKeys(PyObject object, long byteOffset) {
        for (PyEffect effect : object.effects()) {
            if (effect instanceof PyEffect.Entries entries) {
                List<@Nullable Object> keysAndValues = entries.keysAndValues();
                for (int i = 0; i < keysAndValues.size(); i += 2) {
                    hashables.check(keysAndValues.get(i), byteOffset);
                }
            } else if (effect instanceof PyEffect.Elements elements) {
                elements.elements().forEach(element -> hashables.check(element, byteOffset));
            }
        }
        if (SETS.contains(object.function()) && object.arguments().size() == 1) {
            if (object.arguments().get(0) instanceof List<?> elements) {
                elements.forEach(element -> hashables.check(element, byteOffset));
            }
        }
    }

    /// Protocols 0 and 1 call this function of `copyreg` where later ones call `__new__`.
    private static boolean isReconstructor(PyObject made, PyGlobal global) {
        PyTuple arguments = made.arguments();
        return global.name().equals("_reconstructor")
                && global.module().equals("copyreg")
                && arguments.size() == 3
                && arguments.get(0) instanceof PyGlobal
                && OBJECT.equals(arguments.get(1))
                && arguments.get(2) == null;
    }

    private static PyObject instanceOf(PyObject made) {
        return PyObject.of(PyObject.Creation.NEW, made.arguments().get(0), PyTuple.of(), null, made.effects());
    }
}
