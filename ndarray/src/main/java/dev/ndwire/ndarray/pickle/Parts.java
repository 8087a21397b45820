package dev.ndwire.ndarray.pickle;

import dev.ndwire.core.pickle.LargeBytes;
import dev.ndwire.core.pickle.PickleBuffer;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyTuple;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at the parts of a call, which may be anything.
final class Parts {
    private Parts() {}

    /// Integers, or null if something else is among them.
    static long @Nullable [] integers(@Nullable Object tuple) {
        if (!(tuple instanceof PyTuple elements)) {
            return null;
        }
        long[] integers = new long[elements.size()];
        for (int i = 0; i < integers.length; i++) {
            if (!(elements.get(i) instanceof Long number)) {
                return null;
            }
            integers[i] = number;
        }
        return integers;
    }

    static PyTuple tuple(long[] integers) {
        @Nullable Object[] elements = new Object[integers.length];
        for (int i = 0; i < integers.length; i++) {
            elements[i] = integers[i];
        }
        return PyTuple.of(elements);
    }

    /// The memory of bytes or of a buffer, where it is unless it is small or in pieces; null if it is neither. Python
    /// may change it if it is a bytearray or a writeable buffer.
    static @Nullable Memory memory(@Nullable Object bytes) {
        if (bytes instanceof PickleBuffer buffer) {
            return new Memory(buffer.content().toSegment(Arena.ofAuto()), buffer.isWriteable());
        }
        if (bytes instanceof LargeBytes large) {
            return new Memory(large.content().toSegment(Arena.ofAuto()), large.isByteArray());
        }
        if (bytes instanceof Bytes small) {
            return new Memory(MemorySegment.ofArray(small.toArray()), false);
        }
        if (bytes instanceof PyByteArray small) {
            return new Memory(MemorySegment.ofArray(small.content().toArray()), true);
        }
        return null;
    }

    record Memory(MemorySegment segment, boolean isWriteable) {}

    static @Nullable Object at(@Nullable Object tuple, int index) {
        return tuple instanceof List<?> elements && index < elements.size() ? elements.get(index) : null;
    }

    static int size(@Nullable Object tuple) {
        return tuple instanceof PyTuple elements ? elements.size() : -1;
    }
}
