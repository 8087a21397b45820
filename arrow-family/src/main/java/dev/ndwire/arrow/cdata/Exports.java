package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.memory.ArrowMemory;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What consumers have of ours, by numbers that stand in `private`, and the functions that they call. Consumers call
/// on any thread; nothing is thrown at them, which would end the process.
final class Exports {
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
    private static final Map<Long, Exported> LIVE = new ConcurrentHashMap<>();
    private static final AtomicLong NEXT = new AtomicLong(1);

    /// 64 zeros, for buffers without bytes: some consumers want an address even then.
    static final MemorySegment ZEROS = java.lang.foreign.Arena.global().allocate(64, 64);

    static final MemorySegment RELEASE_ARRAY = release("an array", CArray::of);
    static final MemorySegment RELEASE_SCHEMA = release("a schema", CSchema::of);
    static final MemorySegment RELEASE_STREAM = release("a stream", CStream::of);
    static final MemorySegment GET_SCHEMA = get("getSchema");
    static final MemorySegment GET_NEXT = get("getNext");
    static final MemorySegment GET_LAST_ERROR = Native.function(
            find("getLastError", MethodType.methodType(MemorySegment.class, MemorySegment.class)),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));

    private Exports() {}

    /// Something of ours that a consumer has.
    interface Exported {
        /// Gives back what it holds. Called once.
        void end();
    }

    private static MemorySegment release(String what, LongFunction<CStructure> view) {
        MethodHandle takeBack = find(
                "takeBack", MethodType.methodType(void.class, String.class, LongFunction.class, MemorySegment.class));
        return Native.function(
                MethodHandles.insertArguments(takeBack, 0, what, view), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    }

    private static MemorySegment get(String method) {
        return Native.function(
                find(method, MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class)),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    }

    private static MethodHandle find(String method, MethodType type) {
        try {
            return MethodHandles.lookup().findStatic(Exports.class, method, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// Keeps something until a consumer releases it.
    ///
    /// @return its number
    static long add(Exported exported) {
        ArrowMemory.root();
        long number = NEXT.getAndIncrement();
        LIVE.put(number, exported);
        return number;
    }

    /// How many structures consumers have.
    static int count() {
        return LIVE.size();
    }

    private static void end(long number) {
        Exported exported = LIVE.remove(number);
        if (exported != null) {
            exported.end();
        }
    }

    /// Takes back a structure that a consumer releases.
    ///
    /// @param what the log calls it
    static void takeBack(String what, LongFunction<CStructure> view, MemorySegment address) {
        try {
            if (address.address() != 0) {
                release(view.apply(address.address()));
            }
        } catch (Throwable e) {
            LOG.error("{} was not released", what, e);
        }
    }

    /// Releases a structure of ours, unless it is released or moved elsewhere; those inside of it first.
    static void release(CStructure structure) {
        if (structure.release() == 0) {
            return;
        }
        if (structure instanceof CNode node) {
            for (long i = 0; i < node.childCount(); i++) {
                release(node.ofSameKind(node.child(i)));
            }
            if (node.dictionary() != 0) {
                release(node.ofSameKind(node.dictionary()));
            }
        }
        structure.markReleased();
        end(structure.privateData());
    }

    private static ExportedStream stream(MemorySegment address) {
        return (ExportedStream)
                Objects.requireNonNull(LIVE.get(CStream.of(address.address()).privateData()), "stream is released");
    }

    static int getSchema(MemorySegment stream, MemorySegment schema) {
        try {
            return stream(stream).getSchema(schema.address());
        } catch (Throwable e) {
            LOG.error("a stream has no schema", e);
            return ExportedStream.EIO;
        }
    }

    static int getNext(MemorySegment stream, MemorySegment array) {
        try {
            return stream(stream).getNext(array.address());
        } catch (Throwable e) {
            LOG.error("a stream has no next array", e);
            return ExportedStream.EIO;
        }
    }

    static MemorySegment getLastError(MemorySegment stream) {
        try {
            return stream(stream).lastError();
        } catch (Throwable e) {
            LOG.error("a stream has no error", e);
            return MemorySegment.NULL;
        }
    }
}
