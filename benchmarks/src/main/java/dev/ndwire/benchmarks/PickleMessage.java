package dev.ndwire.benchmarks;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.pickle.PickleWriter;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyTuple;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.razorvine.pickle.Pickler;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Cost of pickling small objects, and of reading the pickle: a dictionary of texts, whole numbers, a float, truths,
/// `None`, lists, a dictionary and a tuple, as a scheduler tells a worker of a task.
///
/// Ours and CPython write protocol 5, the rival `net.razorvine:pickle` the second; each reads what it wrote. Lists and
/// dictionaries become Java's own in both, tuples an `Object[]` in the rival.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgs = {
            "-Xms1g",
            "-Xmx1g",
            "-XX:+UseParallelGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"
        })
public class PickleMessage {
    private final PickleWriter writer = PickleWriter.standard();
    private final PickleReader reader = PickleReader.standard();
    private final Pickler pickler = new Pickler();
    private final PyDict message = message();
    private final Map<Object, Object> plain = plain(message);
    private final Frame pickled = Frame.of(writer.write(message).toByteArray());
    private final byte[] rivals = rivals(plain);

    /// The message.
    static PyDict message() {
        return PyDict.of(
                "op",
                "compute-task",
                "key",
                "sum-0123456789abcdef0123456789abcdef",
                "priority",
                PyTuple.of(0L, 1L, 42L),
                "duration",
                0.5,
                "nbytes",
                8_388_608L,
                "thread",
                140_123_456_789_012L,
                "actor",
                false,
                "span_id",
                null,
                "who_has",
                PyDict.of(
                        "x-0",
                        List.of("tcp://10.20.30.40:40213"),
                        "x-1",
                        List.of("tcp://10.20.30.41:40213", "tcp://10.20.30.42:40213")),
                "dependencies",
                List.of("x-0", "x-1", "x-2", "x-3"),
                "chunks",
                List.of(1024L, 1024L, 1024L, 512L),
                "stimulus_id",
                "compute-task-17");
    }

    /// The same in what the rival knows.
    static Map<Object, Object> plain(PyDict dict) {
        Map<Object, Object> plain = new HashMap<>();
        dict.forEach((key, value) -> plain.put(key, plain(value)));
        return plain;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof PyTuple tuple) {
            return tuple.toArray();
        }
        return value instanceof PyDict dict ? plain(dict) : value;
    }

    private static byte[] rivals(Map<Object, Object> plain) {
        try {
            return new Pickler().dumps(plain);
        } catch (IOException e) {
            throw new IllegalStateException("a pickle goes to memory", e);
        }
    }

    /// Writes the pickle.
    ///
    /// @return all of it, in one run of bytes
    @Benchmark
    public byte[] dumps() {
        return writer.write(message).toByteArray();
    }

    /// Reads it.
    ///
    /// @return the message
    @Benchmark
    public @Nullable Object loads() {
        return reader.read(pickled);
    }

    /// The rival writes.
    ///
    /// @return its pickle
    /// @throws IOException never
    @Benchmark
    @Rival(value = "net.razorvine:pickle", of = "dumps")
    public byte[] rivalDumps() throws IOException {
        return pickler.dumps(plain);
    }

    /// The rival reads.
    ///
    /// @return the message
    /// @throws IOException never
    @Benchmark
    @Rival(value = "net.razorvine:pickle", of = "loads")
    public Object rivalLoads() throws IOException {
        return new Unpickler().loads(rivals);
    }
}
