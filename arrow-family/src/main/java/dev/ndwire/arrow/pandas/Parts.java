package dev.ndwire.arrow.pandas;

import dev.ndwire.core.pickle.PickledMemory;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEffect;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTuple;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at the parts of a pickled object, which may be anything.
final class Parts {
    private static final PyTuple NO_ARGUMENTS = PyTuple.of();

    private Parts() {}

    /// Whether a value is an object that a class or function of pandas makes. Where pandas keeps these has changed from
    /// version to version, their names have not.
    static boolean isObject(@Nullable Object value, String name) {
        return value instanceof PyObject object && isGlobal(object.function(), name);
    }

    /// Whether a value is a class or function of pandas.
    static boolean isGlobal(@Nullable Object value, String name) {
        return value instanceof PyGlobal global && global.name().equals(name) && isOfPandas(global);
    }

    static boolean isOfPandas(PyGlobal global) {
        return global.module().equals("pandas") || global.module().startsWith("pandas.");
    }

    /// The arguments of a call of one of pyarrow's functions; null if a value is no such call.
    static @Nullable PyTuple pyarrowCall(@Nullable Object value, String name) {
        return value instanceof PyObject object && object.isOf("pyarrow.lib", name) ? object.arguments() : null;
    }

    /// What an object is made with; none if it is no object.
    static PyTuple arguments(@Nullable Object value) {
        return value instanceof PyObject object ? object.arguments() : NO_ARGUMENTS;
    }

    /// An element of a list or tuple; null if there is none.
    static @Nullable Object at(@Nullable Object list, int index) {
        return list instanceof List<?> elements && index < elements.size() ? elements.get(index) : null;
    }

    static @Nullable Object argument(@Nullable Object value, int index) {
        return at(arguments(value), index);
    }

    /// The state that an object gets; null if there is none.
    static @Nullable Object state(@Nullable Object value) {
        PyEffect.State state = value instanceof PyObject object ? object.onlyState() : null;
        return state == null ? null : state.state();
    }

    /// One attribute of the state that an object gets; null if there is none.
    static @Nullable Object attribute(@Nullable Object value, String name) {
        return state(value) instanceof PyDict attributes ? attributes.get(name) : null;
    }

    /// A value that has to be a list or tuple.
    static List<?> list(@Nullable Object value, String what) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new MalformedPandasException(what + " is " + describe(value) + ", expected a list");
    }

    /// A value that has to be a number of 64 bits.
    static long number(@Nullable Object value, String what) {
        if (value instanceof Long number) {
            return number;
        }
        throw new MalformedPandasException(what + " is " + describe(value) + ", expected an int");
    }

    /// The memory of bytes or of a buffer; null if a value is neither.
    static @Nullable MemorySegment memory(@Nullable Object bytes) {
        PickledMemory memory = PickledMemory.of(bytes);
        return memory == null ? null : memory.segment();
    }

    /// Names a value in an error.
    static String describe(@Nullable Object value) {
        if (value == null) {
            return "None";
        }
        return value instanceof PyObject || value instanceof PyGlobal
                ? value.toString()
                : "a " + value.getClass().getSimpleName();
    }
}
