package dev.ndwire.core.pickle;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.PyGlobal;
import java.math.BigInteger;

/// Writes what holds no other value: numbers, texts, bytes, globals, and references to what is there already.
final class AtomSaver {
    private final PickleOutput out;
    private final WriteMemo memo;

    AtomSaver(PickleOutput out, WriteMemo memo) {
        this.out = out;
        this.memo = memo;
    }

    boolean saveNumber(Object value) {
        if (value instanceof Boolean flag) {
            out.op(flag ? Opcodes.NEWTRUE : Opcodes.NEWFALSE);
        } else if (value instanceof Long number) {
            Numbers.save(number, out);
        } else if (value instanceof Double number) {
            out.bigEndian64(Double.doubleToRawLongBits(number));
        } else if (value instanceof BigInteger number) {
            Numbers.save(number, out);
        } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            Numbers.save(((Number) value).longValue(), out);
        } else if (value instanceof Float number) {
            out.bigEndian64(Double.doubleToRawLongBits(number));
        } else {
            return false;
        }
        return true;
    }

    /// Writes a reference if the value is there already.
    boolean saveReference(Object value) {
        int number = memo.find(value);
        if (number == WriteMemo.ABSENT) {
            return false;
        }
        get(number);
        return true;
    }

    void get(int number) {
        if (number < 256) {
            out.op(Opcodes.BINGET, number, 1);
        } else {
            out.op(Opcodes.LONG_BINGET, number, 4);
        }
    }

    void memoize(Object value) {
        memo.put(value);
        out.op(Opcodes.MEMOIZE);
    }

    void saveString(String text) {
        byte[] utf8 = PickleText.encode(text);
        if (utf8.length < 256) {
            out.payload(Opcodes.SHORT_BINUNICODE, 1, utf8);
        } else {
            out.payload(Opcodes.BINUNICODE, 4, utf8);
        }
    }

    void saveBytes(Frame bytes) {
        if (bytes.byteSize() < 256) {
            out.payload(Opcodes.SHORT_BINBYTES, 1, bytes);
        } else if (bytes.byteSize() <= 0xffff_ffffL) {
            out.payload(Opcodes.BINBYTES, 4, bytes);
        } else {
            out.payload(Opcodes.BINBYTES8, 8, bytes);
        }
    }

    void saveGlobal(PyGlobal global) {
        int number = memo.findGlobal(global);
        if (number != WriteMemo.ABSENT) {
            get(number);
            return;
        }
        if (isToBeWritten(global.module(), memo.findModule(global.module()))) {
            memo.putModule(global.module());
        }
        if (isToBeWritten(global.name(), memo.findName(global.name()))) {
            memo.putName(global.name());
        }
        out.op(Opcodes.STACK_GLOBAL);
        memo.putGlobal(global);
        out.op(Opcodes.MEMOIZE);
    }

    /// Writes a reference, or a text that the caller puts in the memo.
    private boolean isToBeWritten(String name, int number) {
        out.boundary();
        if (number != WriteMemo.ABSENT) {
            get(number);
            return false;
        }
        saveString(name);
        out.op(Opcodes.MEMOIZE);
        return true;
    }

    void saveExtension(int code) {
        if (code < 0x100) {
            out.op(Opcodes.EXT1, code, 1);
        } else if (code < 0x1_0000) {
            out.op(Opcodes.EXT2, code, 2);
        } else {
            out.op(Opcodes.EXT4, code, 4);
        }
    }
}
