package dev.ndwire.core.pickle;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.value.PyGlobal;
import java.nio.charset.StandardCharsets;

/// A Python class or function named by module and name, as `pickle.dumps(cls)` writes it.
///
/// The reader accepts a global on its own, in the forms that protocols 0 to 5 have for it, and nothing else: no call,
/// no argument, no memo lookup but of the module's text, where a class is named as its module is. So it is safe where
/// pickles are refused. Source: `pickletools` of CPython.
///
/// @param module the module, such as `numpy`
/// @param name the name in it, with dots for a nested class
public record BareGlobal(String module, String name) {
    private static final int MAX_BYTES = 4096;

    private static final int PROTO = 0x80;
    private static final int FRAME = 0x95;
    private static final int SHORT_BINUNICODE = 0x8c;
    private static final int BINUNICODE = 'X';
    private static final int MEMOIZE = 0x94;
    private static final int BINGET = 'h';
    private static final int BINPUT = 'q';
    private static final int LONG_BINPUT = 'r';
    private static final int PUT = 'p';
    private static final int STACK_GLOBAL = 0x93;
    private static final int GLOBAL = 'c';
    private static final int STOP = '.';

    /// Parses the name of a class as `module.name`; a class without a module is one of `builtins`.
    ///
    /// @param qualified such as `numpy.ndarray` or `builtins.bytes`
    /// @return its parts
    public static BareGlobal of(String qualified) {
        PyGlobal global = PyGlobal.of(qualified);
        return new BareGlobal(global.module(), global.name());
    }

    /// The name with its module: `numpy.ndarray`, `builtins.bytes`.
    ///
    /// @return module, dot, name
    public String qualified() {
        return module + "." + name;
    }

    /// The name as `dask.utils.typename` has it: with the module, unless that is `builtins`.
    ///
    /// @return `numpy.ndarray`, `bytes`
    public String typeName() {
        return module.equals("builtins") ? name : qualified();
    }

    /// Writes the global as `pickle.dumps` of protocol 5 does, byte for byte.
    ///
    /// @return the pickle
    /// @throws IllegalArgumentException if module or name has more than 255 bytes
    public Bytes toPickle() {
        byte[] moduleBytes = shortText(module);
        byte[] nameBytes = shortText(name);
        int body = 3 + moduleBytes.length + 3 + nameBytes.length + 3;
        byte[] pickle = new byte[2 + 9 + body];
        int at = put(pickle, 0, PROTO, 5, FRAME);
        for (int i = 0; i < 8; i++) {
            pickle[at++] = (byte) ((long) body >>> (8 * i));
        }
        at = putText(pickle, at, moduleBytes);
        at = putText(pickle, at, nameBytes);
        put(pickle, at, STACK_GLOBAL, MEMOIZE, STOP);
        return Bytes.of(pickle);
    }

    private static byte[] shortText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 255) {
            throw new IllegalArgumentException("name of " + bytes.length + " bytes, at most 255 are allowed");
        }
        return bytes;
    }

    private static int put(byte[] pickle, int at, int... bytes) {
        int next = at;
        for (int one : bytes) {
            pickle[next++] = (byte) one;
        }
        return next;
    }

    private static int putText(byte[] pickle, int at, byte[] text) {
        int next = put(pickle, at, SHORT_BINUNICODE, text.length);
        System.arraycopy(text, 0, pickle, next, text.length);
        return put(pickle, next + text.length, MEMOIZE);
    }

    /// Reads a pickle that holds a global and nothing else.
    ///
    /// @param pickle the bytes, at most 4096
    /// @return the global
    /// @throws MalformedException if it holds anything else
    public static BareGlobal parse(Bytes pickle) {
        if (pickle.size() > MAX_BYTES) {
            throw new MalformedException(
                    "pickled type of " + pickle.size() + " bytes, at most " + MAX_BYTES + " are allowed");
        }
        return new Parser(pickle).parse();
    }

    private static final class Parser {
        private final Bytes pickle;
        private int at;

        Parser(Bytes pickle) {
            this.pickle = pickle;
        }

        BareGlobal parse() {
            skipPreamble();
            BareGlobal global;
            if (peek() == GLOBAL) {
                at++;
                String module = line();
                // What Python 2, and protocols up to 2 with it, call the module of built-in names.
                global = new BareGlobal(module.equals("__builtin__") ? "builtins" : module, line());
            } else {
                String module = text();
                boolean memoized = skipMemo();
                String name = memoized && peek() == BINGET ? sameText(module) : text();
                skipMemo();
                expect(STACK_GLOBAL);
                global = new BareGlobal(module, name);
            }
            skipMemo();
            expect(STOP);
            if (at != pickle.size()) {
                throw refused();
            }
            return global;
        }

        private void skipPreamble() {
            if (peek() == PROTO) {
                at++;
                if (next() > 5) {
                    throw refused();
                }
            }
            if (peek() == FRAME) {
                skip(9);
            }
        }

        private void skip(int size) {
            at = Math.min(at + size, pickle.size());
        }

        private boolean skipMemo() {
            int opcode = peek();
            if (opcode == MEMOIZE) {
                skip(1);
            } else if (opcode == BINPUT) {
                skip(2);
            } else if (opcode == LONG_BINPUT) {
                skip(5);
            } else if (opcode == PUT) {
                skip(1);
                line();
            } else {
                return false;
            }
            return true;
        }

        // The first text of a pickle is number 0 of its memo.
        private String sameText(String module) {
            expect(BINGET);
            expect(0);
            return module;
        }

        private String text() {
            int opcode = next();
            if (opcode == SHORT_BINUNICODE) {
                return utf8(next());
            }
            if (opcode == BINUNICODE) {
                long size = 0;
                for (int i = 0; i < 4; i++) {
                    size |= (long) next() << (8 * i);
                }
                return utf8(size);
            }
            at--;
            throw refused();
        }

        private String utf8(long size) {
            if (size > pickle.size() - at) {
                throw refused();
            }
            String text = new String(pickle.toArray(), at, (int) size, StandardCharsets.UTF_8);
            at += (int) size;
            return text;
        }

        private String line() {
            int start = at;
            while (next() != '\n') {
                // The loop's condition moves on.
            }
            return new String(pickle.toArray(), start, at - 1 - start, StandardCharsets.UTF_8);
        }

        private void expect(int opcode) {
            if (next() != opcode) {
                at--;
                throw refused();
            }
        }

        private int peek() {
            return at < pickle.size() ? pickle.at(at) & 0xff : -1;
        }

        private int next() {
            if (at >= pickle.size()) {
                throw refused();
            }
            return pickle.at(at++) & 0xff;
        }

        private MalformedException refused() {
            String found = at < pickle.size() ? "byte 0x%02x at %d".formatted(pickle.at(at), at) : "its end at " + at;
            return new MalformedException("pickled type is no bare global: found " + found);
        }
    }
}
