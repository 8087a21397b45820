package dev.ndwire.core.comm;

import dev.ndwire.core.pickle.PickleWriter;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Failures as messages, in both directions, as `error_message` and `clean_exception` of `distributed.core` have them.
final class ErrorMessages {
    private static final int MAX_TEXT_CHARS = 3333;
    private static final String UNCAUGHT = "uncaught-error";
    private static final String STATUS = "status";
    private static final String TEXT = "exception_text";
    private static final String TRACEBACK_TEXT = "traceback_text";

    private ErrorMessages() {}

    /// The answer to a request that failed. The Java stack stays here: it would tell a stranger about this process.
    ///
    /// It holds plain values only, which no family writes: so it can be told whatever families a side has.
    static PyDict of(Throwable failure) {
        String name = pythonName(failure);
        String text = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        return PyDict.of(
                STATUS,
                UNCAUGHT,
                "exception",
                pickleOf(name, text),
                "traceback",
                null,
                TEXT,
                name + "('" + text.replace("\\", "\\\\").replace("'", "\\'") + "')",
                TRACEBACK_TEXT,
                "");
    }

    // Protocol 4, which every Python that Dask supports reads.
    private static Bytes pickleOf(String name, String text) {
        PyObject exception = PyObject.call(new PyGlobal("builtins", name), cut(text));
        return Bytes.of(PickleWriter.standard().withProtocol(4).write(exception).toByteArray());
    }

    // An ellipsis in place of the end, and no half of a surrogate pair before it.
    private static String cut(String text) {
        if (text.length() <= MAX_TEXT_CHARS) {
            return text;
        }
        int last = MAX_TEXT_CHARS - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(last - 1)) ? last - 1 : last) + "…";
    }

    private static String pythonName(Throwable failure) {
        if (failure instanceof dev.ndwire.core.memory.MemoryBudgetExceededException) {
            return "MemoryError";
        }
        if (failure instanceof dev.ndwire.core.family.SerializationException) {
            return "TypeError";
        }
        boolean value = failure instanceof IllegalArgumentException
                || failure instanceof dev.ndwire.core.value.MalformedException;
        return value ? "ValueError" : "RuntimeError";
    }

    /// Throws what a reply says, if it says that the request failed.
    static void raise(@Nullable Object reply, Address peer, String op) throws PeerException {
        if (reply instanceof Map<?, ?> map
                && (UNCAUGHT.equals(map.get(STATUS)) || "error".equals(map.get(STATUS)))
                && map.get(TEXT) instanceof String text) {
            String traceback = map.get(TRACEBACK_TEXT) instanceof String lines ? lines : "";
            throw new PeerException(peer, op, text, traceback);
        }
    }
}
