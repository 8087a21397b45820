package dev.ndwire.core.pickle;

import static dev.ndwire.core.pickle.StandardConstructors.argument;
import static dev.ndwire.core.pickle.StandardConstructors.isCall;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyFrozenSet;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyRange;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PySlice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `complex`, `range` and `slice`, and the types for which only later protocols have an opcode: `set`, `frozenset`,
/// `bytearray` and `bytes`.
final class BuiltinConstructors {
    private static final PyGlobal COMPLEX = new PyGlobal("builtins", "complex");
    private static final PyGlobal RANGE = new PyGlobal("builtins", "range");
    private static final PyGlobal SLICE = new PyGlobal("builtins", "slice");
    private static final Set<String> LATIN_1 = Set.of("latin1", "latin-1");

    private BuiltinConstructors() {}

    static List<PickleConstructor> all() {
        return List.of(
                new FunctionConstructor<>(
                        COMPLEX.qualified(),
                        Complex.class,
                        BuiltinConstructors::complex,
                        value -> PyObject.call(COMPLEX, value.real(), value.imag())),
                new FunctionConstructor<>(
                        RANGE.qualified(),
                        PyRange.class,
                        BuiltinConstructors::range,
                        value -> PyObject.call(RANGE, value.start(), value.stop(), value.step())),
                new FunctionConstructor<>(
                        SLICE.qualified(),
                        PySlice.class,
                        BuiltinConstructors::slice,
                        value -> PyObject.call(SLICE, value.start(), value.stop(), value.step())),
                new ReadOnlyConstructor("builtins.set", object -> ofList(object, PySet::new)),
                new ReadOnlyConstructor("builtins.frozenset", object -> ofList(object, PyFrozenSet::new)),
                new ReadOnlyConstructor("builtins.bytearray", BuiltinConstructors::byteArray),
                new ReadOnlyConstructor("builtins.bytes", object -> isCall(object, 0) ? Bytes.EMPTY : object),
                new ReadOnlyConstructor("_codecs.encode", BuiltinConstructors::encoded));
    }

    private static Object complex(PyObject object) {
        return isCall(object, 2)
                        && argument(object, 0) instanceof Double real
                        && argument(object, 1) instanceof Double imag
                ? new Complex(real, imag)
                : object;
    }

    private static Object range(PyObject object) {
        return isCall(object, 3)
                        && argument(object, 0) instanceof Long start
                        && argument(object, 1) instanceof Long stop
                        && argument(object, 2) instanceof Long step
                        && step != 0
                ? new PyRange(start, stop, step)
                : object;
    }

    private static Object slice(PyObject object) {
        return isCall(object, 3) ? new PySlice(argument(object, 0), argument(object, 1), argument(object, 2)) : object;
    }

    private static Object ofList(PyObject object, Function<List<? extends @Nullable Object>, Object> make) {
        return isCall(object, 1) && argument(object, 0) instanceof List<?> elements ? make.apply(elements) : object;
    }

    private static Object byteArray(PyObject object) {
        if (isCall(object, 0)) {
            return new PyByteArray(Bytes.EMPTY);
        }
        if (isCall(object, 1) && argument(object, 0) instanceof Bytes bytes) {
            return new PyByteArray(bytes);
        }
        if (isCall(object, 1) && argument(object, 0) instanceof LargeBytes large) {
            return new LargeBytes(large.content(), true);
        }
        Bytes latin = latin1(object);
        return latin == null ? object : byteString(latin, true);
    }

    private static Object encoded(PyObject object) {
        Bytes latin = latin1(object);
        return latin == null ? object : byteString(latin, false);
    }

    // Large ones are of the class that they are of in later protocols, where they are views.
    private static Object byteString(Bytes bytes, boolean isByteArray) {
        if (bytes.size() >= LargeBytes.MIN_BYTE_SIZE) {
            return new LargeBytes(Frame.of(bytes.toArray()), isByteArray);
        }
        return isByteArray ? new PyByteArray(bytes) : bytes;
    }

    /// Bytes as protocols 0 to 2 have them: a text whose characters are the bytes, and the name of that encoding.
    private static @Nullable Bytes latin1(PyObject object) {
        if (!isCall(object, 2) || !(argument(object, 0) instanceof String text) || !isLatin1(argument(object, 1))) {
            return null;
        }
        return text.chars().allMatch(c -> c < 256) ? Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1)) : null;
    }

    private static boolean isLatin1(@Nullable Object name) {
        return name instanceof String text && LATIN_1.contains(text);
    }
}
