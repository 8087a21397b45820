package dev.ndwire.core.comm;

import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.value.ByteSized;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PySet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The named values of a server, and the operations on them that Dask's workers have.
///
/// A value that came over a connection keeps its message's memory for as long as it is held here or being sent.
final class DataStore implements AutoCloseable {
    // What Python's getsizeof says of a small object, for values that know no size of their own.
    private static final long SMALL_OBJECT_BYTES = 32;

    private final PyDict entries = new PyDict();
    private boolean closed;

    /// A value and the hold on its memory; given back when neither the store nor a reply uses it.
    private final class Entry {
        private final @Nullable Object value;
        private final Lease.Hold hold;
        private int users = 1;

        Entry(@Nullable Object value, Lease.Hold hold) {
            this.value = value;
            this.hold = hold;
        }

        void release() {
            synchronized (entries) {
                users--;
                if (users > 0) {
                    return;
                }
            }
            hold.close();
        }
    }

    void put(@Nullable Object key, @Nullable Object value, Lease lease) {
        Entry entry = new Entry(value, isOnHeap(value) ? Lease.none().hold() : lease.hold());
        Object replaced = entry;
        try {
            synchronized (entries) {
                if (closed) {
                    throw new IllegalStateException("the server is closed and holds no values");
                }
                replaced = entries.put(key, entry);
            }
        } finally {
            release(replaced);
        }
    }

    // Such a value needs no byte of the message that it came with, which may have been many.
    private static boolean isOnHeap(@Nullable Object value) {
        return value == null
                || value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Bytes
                || value instanceof PyByteArray
                || value instanceof Complex;
    }

    boolean remove(@Nullable Object key) {
        Object removed;
        synchronized (entries) {
            removed = entries.remove(key);
        }
        release(removed);
        return removed != null;
    }

    List<@Nullable Object> keys() {
        synchronized (entries) {
            return new ArrayList<>(entries.keySet());
        }
    }

    void forEach(BiConsumer<? super @Nullable Object, ? super @Nullable Object> action) {
        for (Object key : keys()) {
            Entry entry = acquire(key);
            if (entry != null) {
                try {
                    action.accept(key, entry.value);
                } finally {
                    entry.release();
                }
            }
        }
    }

    private @Nullable Entry acquire(@Nullable Object key) {
        synchronized (entries) {
            if (entries.get(key) instanceof Entry entry) {
                entry.users++;
                return entry;
            }
            return null;
        }
    }

    /// Lets go of all values, and takes no more.
    @Override
    public void close() {
        synchronized (entries) {
            closed = true;
        }
        keys().forEach(this::remove);
    }

    private static void release(@Nullable Object entry) {
        if (entry instanceof Entry present) {
            present.release();
        }
    }

    Object updateData(Request request) {
        if (!(request.argument("data") instanceof Map<?, ?> data)) {
            throw new IllegalArgumentException("argument 'data' of update_data is no map");
        }
        PyDict sizes = new PyDict(data.size());
        for (Map.Entry<?, ?> item : data.entrySet()) {
            put(item.getKey(), item.getValue(), request.lease());
            sizes.put(item.getKey(), sizeOf(item.getValue()));
        }
        return PyDict.of("nbytes", sizes, "status", "OK");
    }

    Object getData(Request request) {
        PyDict data = new PyDict();
        for (Object key : keysOf(request)) {
            Entry entry = acquire(key);
            if (entry != null) {
                request.afterReply(entry::release);
                data.put(key, new Serialize(entry.value));
            }
        }
        return PyDict.of("status", "OK", "data", data);
    }

    @Nullable
    Object freeKeys(Request request) {
        for (Object key : keysOf(request)) {
            remove(key);
        }
        return null;
    }

    private static Collection<?> keysOf(Request request) {
        Object keys = request.argument("keys");
        if (keys instanceof List<?> list) {
            return list;
        }
        if (keys instanceof PySet set) {
            return set;
        }
        throw new IllegalArgumentException("argument 'keys' of " + request.op() + " is no list and no set");
    }

    private static long sizeOf(@Nullable Object value) {
        if (value instanceof ByteSized sized) {
            return sized.byteSize();
        }
        if (value instanceof Bytes bytes) {
            return bytes.size();
        }
        return value instanceof String text ? text.length() : SMALL_OBJECT_BYTES;
    }
}
