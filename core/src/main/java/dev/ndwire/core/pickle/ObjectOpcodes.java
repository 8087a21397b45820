package dev.ndwire.core.pickle;

import dev.ndwire.core.pickle.Node.Call;
import dev.ndwire.core.pickle.Node.Container;
import dev.ndwire.core.pickle.Node.EffectKind;
import dev.ndwire.core.pickle.Node.Kind;
import dev.ndwire.core.value.PyExtension;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject.Creation;
import org.jspecify.annotations.Nullable;

/// The opcodes that name globals, make calls, and fill containers and what calls made.
final class ObjectOpcodes {
    private final PickleInput input;
    private final OpcodeStack stack;
    private final ScalarOpcodes scalars;

    ObjectOpcodes(PickleInput input, OpcodeStack stack, ScalarOpcodes scalars) {
        this.input = input;
        this.stack = stack;
        this.scalars = scalars;
    }

    boolean run(int opcode) {
        switch (opcode) {
            case Opcodes.GLOBAL -> stack.push(globalOfLines());
            case Opcodes.STACK_GLOBAL -> stackGlobal();
            case Opcodes.REDUCE -> reduce();
            case Opcodes.NEWOBJ -> newObject(false);
            case Opcodes.NEWOBJ_EX -> newObject(true);
            case Opcodes.INST -> instance(globalOfLines());
            case Opcodes.OBJ -> oldObject();
            case Opcodes.BUILD -> build();
            case Opcodes.PERSID -> persistent(name());
            case Opcodes.BINPERSID -> persistent(stack.pop());
            default -> {
                return fill(opcode);
            }
        }
        return true;
    }

    private boolean fill(int opcode) {
        switch (opcode) {
            case Opcodes.APPEND -> fillOne(Kind.LIST, EffectKind.ITEMS, 1);
            case Opcodes.APPENDS -> fillMarked(Kind.LIST, EffectKind.ITEMS);
            case Opcodes.SETITEM -> fillOne(Kind.DICT, EffectKind.ENTRIES, 2);
            case Opcodes.SETITEMS -> fillMarked(Kind.DICT, EffectKind.ENTRIES);
            case Opcodes.ADDITEMS -> fillMarked(Kind.SET, EffectKind.ELEMENTS);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void fillOne(Kind kind, EffectKind effect, int count) {
        stack.require(count + 1);
        Node.Items values = new Node.Items();
        stack.moveTop(count, values);
        target(stack.top(), kind, effect).addAll(values.values, 0, count);
    }

    private void fillMarked(Kind kind, EffectKind effect) {
        Node.Items target = target(stack.beneathMark(), kind, effect);
        if (kind == Kind.DICT && stack.countAboveMark() % 2 != 0) {
            throw input.fault("a last key of " + stack.countAboveMark() + " keys and values has no value");
        }
        stack.moveToMark(target);
    }

    private Node.Items target(@Nullable Object filled, Kind kind, EffectKind effect) {
        if (filled instanceof Container container && container.kind == kind) {
            return container.items;
        }
        if (filled instanceof Call call) {
            return call.itemsOf(effect);
        }
        throw input.fault("it fills a " + kind.python + " or an object, not " + nameOf(filled));
    }

    private String name() {
        String name = scalars.name(input.line());
        if (name == null) {
            throw input.fault("a name holds a high surrogate and a low one, encoded apart");
        }
        return name;
    }

    private PyGlobal globalOfLines() {
        String module = name();
        return global(module, name());
    }

    /// Before protocol 3, names are those of Python 2, whoever writes them.
    private PyGlobal global(String module, String name) {
        return scalars.protocol() < 3 ? Python2Names.toPython3(module, name) : new PyGlobal(module, name);
    }

    private void stackGlobal() {
        stack.require(2);
        Object name = stack.pop();
        Object module = stack.pop();
        if (module instanceof String moduleText && name instanceof String nameText) {
            stack.push(global(moduleText, nameText));
        } else {
            throw input.fault("it takes two texts, " + nameOf(module) + " and " + nameOf(name) + " are on the stack");
        }
    }

    private void reduce() {
        stack.require(2);
        Container arguments = popTuple();
        call(Creation.CALL, stack.pop(), arguments, null);
    }

    private void newObject(boolean withKeywords) {
        stack.require(withKeywords ? 3 : 2);
        Container keywords = null;
        if (withKeywords) {
            Object popped = stack.pop();
            if (popped instanceof Container container && container.kind == Kind.DICT) {
                keywords = container;
            } else {
                throw input.fault("its keyword arguments are " + nameOf(popped) + ", expected a dict");
            }
        }
        Container arguments = popTuple();
        call(Creation.NEW, stack.pop(), arguments, keywords);
    }

    private Container popTuple() {
        Object popped = stack.pop();
        if (popped instanceof Container container && container.kind == Kind.TUPLE) {
            return container;
        }
        throw input.fault("its arguments are " + nameOf(popped) + ", expected a tuple");
    }

    private void call(Creation creation, @Nullable Object function, Container arguments, @Nullable Container keywords) {
        boolean callable = function instanceof PyGlobal
                || function instanceof Call
                || function instanceof Node.Persistent
                || function instanceof PyExtension;
        if (!callable) {
            throw input.fault("it calls " + nameOf(function) + ", expected a global or an object");
        }
        stack.push(new Call(input.opcodeOffset(), creation, function, arguments, keywords));
    }

    private void instance(PyGlobal type) {
        call(Creation.INSTANCE, type, arguments(stack.popToMark()), null);
    }

    private void oldObject() {
        Node.Items typeAndArguments = stack.popToMark();
        if (typeAndArguments.size == 0) {
            throw input.fault("it takes a class above the MARK, there is none");
        }
        Node.Items arguments = new Node.Items();
        arguments.addAll(typeAndArguments.values, 1, typeAndArguments.size);
        call(Creation.INSTANCE, typeAndArguments.values[0], arguments(arguments), null);
    }

    private Container arguments(Node.Items items) {
        return new Container(input.opcodeOffset(), Kind.TUPLE, items);
    }

    private void build() {
        stack.require(2);
        Object state = stack.pop();
        if (stack.top() instanceof Call call) {
            call.add(EffectKind.STATE, state);
        } else {
            throw input.fault("it sets the state of an object, not of " + nameOf(stack.top()));
        }
    }

    private void persistent(@Nullable Object id) {
        stack.push(new Node.Persistent(input.opcodeOffset(), id));
    }

    /// Names what a value is, for errors.
    static String nameOf(@Nullable Object value) {
        if (value instanceof Container container) {
            return "a " + container.kind.python;
        }
        if (value instanceof Call) {
            return "an object";
        }
        if (value instanceof Node) {
            return "a persistent id";
        }
        return value == null ? "None" : "a " + value.getClass().getSimpleName();
    }
}
