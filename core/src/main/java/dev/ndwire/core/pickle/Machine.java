package dev.ndwire.core.pickle;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.pickle.Node.Container;
import dev.ndwire.core.pickle.Node.Kind;
import dev.ndwire.core.value.PyObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs a pickle's opcodes to build its graph, and does nothing else: no opcode calls, imports or opens anything.
///
/// The stack is CPython's: values, and marks that no opcode reaches across. The opcodes are split by what they touch:
/// [ScalarOpcodes] have an argument and push one value, [ObjectOpcodes] make calls and change what calls made, the rest
/// is here.
final class Machine {
    private final PickleInput input;
    private final OpcodeStack stack;
    private final ReadMemo memo;
    private final ScalarOpcodes scalars;
    private final ObjectOpcodes objects;

    Machine(Frame pickle, List<PickleBuffer> buffers, PickleLimits limits) {
        this.input = new PickleInput(pickle, limits);
        this.stack = new OpcodeStack(input, limits);
        this.memo = new ReadMemo(limits);
        this.scalars = new ScalarOpcodes(input, stack, buffers);
        this.objects = new ObjectOpcodes(input, stack, scalars);
    }

    /// Runs the pickle up to its first STOP; what comes after it is not looked at, as in Python.
    ///
    /// @return the value on top of the stack
    @Nullable
    Object run() {
        while (true) {
            int opcode = input.opcode();
            if (opcode == Opcodes.STOP) {
                return stack.pop();
            }
            boolean done = container(opcode) || scalars.run(opcode) || stackOrMemo(opcode) || objects.run(opcode);
            if (!done) {
                throw input.fault("no such opcode in protocols 0 to 5");
            }
        }
    }

    private boolean container(int opcode) {
        switch (opcode) {
            case Opcodes.EMPTY_TUPLE -> pushEmpty(Kind.TUPLE);
            case Opcodes.EMPTY_LIST -> pushEmpty(Kind.LIST);
            case Opcodes.EMPTY_DICT -> pushEmpty(Kind.DICT);
            case Opcodes.EMPTY_SET -> pushEmpty(Kind.SET);
            case Opcodes.TUPLE1 -> pushTuple(1);
            case Opcodes.TUPLE2 -> pushTuple(2);
            case Opcodes.TUPLE3 -> pushTuple(3);
            case Opcodes.TUPLE -> pushMarked(Kind.TUPLE);
            case Opcodes.LIST -> pushMarked(Kind.LIST);
            case Opcodes.DICT -> pushMarked(Kind.DICT);
            case Opcodes.FROZENSET -> pushMarked(Kind.FROZENSET);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void pushEmpty(Kind kind) {
        stack.push(new Container(input.opcodeOffset(), kind, new Node.Items()));
    }

    private void pushTuple(int size) {
        stack.require(size);
        Node.Items items = new Node.Items();
        stack.moveTop(size, items);
        stack.push(new Container(input.opcodeOffset(), Kind.TUPLE, items));
    }

    private void pushMarked(Kind kind) {
        Node.Items items = stack.popToMark();
        if (kind == Kind.DICT && items.size % 2 != 0) {
            throw input.fault("a last key of " + items.size + " keys and values has no value");
        }
        stack.push(new Container(input.opcodeOffset(), kind, items));
    }

    private boolean stackOrMemo(int opcode) {
        switch (opcode) {
            case Opcodes.MARK -> stack.mark();
            case Opcodes.POP -> pop();
            case Opcodes.POP_MARK -> stack.dropToMark();
            case Opcodes.DUP -> stack.push(stack.top());
            case Opcodes.MEMOIZE -> memo.put(memo.size(), stack.top(), input);
            case Opcodes.BINPUT -> memo.put(input.u8(), stack.top(), input);
            case Opcodes.LONG_BINPUT -> memo.put(input.u32(), stack.top(), input);
            case Opcodes.PUT -> memo.put(memoNumber(), stack.top(), input);
            case Opcodes.BINGET -> stack.push(memo.get(input.u8(), input));
            case Opcodes.LONG_BINGET -> stack.push(memo.get(input.u32(), input));
            case Opcodes.GET -> stack.push(memo.get(memoNumber(), input));
            default -> {
                return false;
            }
        }
        return true;
    }

    private long memoNumber() {
        Object number = scalars.decimal(input.line());
        if (number instanceof Long index && index >= 0) {
            return index;
        }
        throw input.fault("memo number " + number + " is not in the range of a long from 0 on");
    }

    /// Drops the top value. A call on the object beneath it is kept as what happens to that object: so CPython writes
    /// the setting of a state by a function. Other calls that are dropped are second copies of an object that holds
    /// itself, whose first copy is taken from the memo next.
    private void pop() {
        if (stack.dropMarkOnTop()) {
            return;
        }
        Object dropped = stack.pop();
        if (dropped instanceof Node.Call call && !stack.isEmptyOrMark() && stack.top() instanceof Node.Call beneath) {
            Node.Items arguments = call.arguments.items;
            if (call.creation == PyObject.Creation.CALL && arguments.size > 0 && arguments.values[0] == beneath) {
                beneath.add(Node.EffectKind.DISCARDED, call);
            }
        }
    }
}
