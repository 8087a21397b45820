package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.cli.rig.ChildProcess;
import dev.ndwire.cli.rig.Spread;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Received;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.memory.ByteSizes;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// How long it takes until another process can read the first and the last element of an array in shared memory,
/// whatever its size, beside the system calls alone; and, apart, until memory that came from there is let go of.
///
/// Both processes read one clock. Between two times the receiver is asked for something else, so that it has let go of
/// what came before.
final class HandingOver implements AutoCloseable {
    private static final List<String> SMALL_HEAP = List.of("-Xmx64m");
    private static final long SMALL_BYTES = 1 << 10;
    private static final double MEDIAN = 50;
    // Every page of a large array is read, and let go of, in each of these.
    private static final int WHOLE_READINGS = 3;

    private final String name;
    private final Role.Kind kind;
    private final Hand hand;
    private final @Nullable Client client;
    private final Lease lease = MemoryPool.shared().lease(Ownership.LEASED);
    private final NDArray array;
    private final Histogram asked = new Histogram(3);
    private final Histogram letGo = new Histogram(3);
    private final List<Double> wholeMicros = new ArrayList<>();
    private RoundTimes times = new RoundTimes();
    private long count;

    /// Hands an array over.
    private interface Hand {
        /// @return when the other process had read its ends
        long handOver(NDArray array, long expected) throws IOException;
    }

    private HandingOver(String name, Client client, long byteSize) {
        this(name, Role.Kind.OURS, (array, expected) -> call(client, array, expected), client, byteSize);
    }

    /// @param client gets the array as well; null where that cannot be
    private HandingOver(String name, Role.Kind kind, Hand hand, @Nullable Client client, long byteSize) {
        this.name = name;
        this.kind = kind;
        this.hand = hand;
        this.client = client;
        this.array = NDArray.empty(lease, DType.INT64, byteSize / Long.BYTES);
    }

    static void measure(Seen seen, Scratch scratch) throws Exception {
        Plan plan = seen.run().plan();
        List<HandingOver> all = new ArrayList<>();
        try (ChildProcess child = ChildProcess.start(
                HandOverPeer.class, SMALL_HEAP, scratch.folder().toString())) {
            String[] addresses = child.readLine().split(" ", 2);
            try (Client shared = Client.connect(addresses[0]);
                    Client beside = Client.connect(addresses[1]);
                    RawHandOver raw = RawHandOver.connect(scratch.folder())) {
                if (plan.has(Role.Kind.OURS)) {
                    all.add(new HandingOver(Ways.OURS + " through a Unix socket", beside, SMALL_BYTES));
                }
                for (long byteSize : sizes(plan.largest(), Room.ofSharedMemory(), seen::leftOut)) {
                    if (plan.has(Role.Kind.OURS)) {
                        all.add(new HandingOver(Ways.OURS, shared, byteSize));
                    }
                    if (plan.has(Role.Kind.FLOOR)) {
                        all.add(new HandingOver(
                                "raw: link, socket, map", Role.Kind.FLOOR, raw::handOver, null, byteSize));
                    }
                }
                measure(seen, beside, all);
            } catch (IOException e) {
                throw child.failure("handing over", e);
            }
        } finally {
            all.forEach(HandingOver::close);
            MemoryPool.shared().trim();
        }
    }

    /// A small one, a larger one, and the largest, where there is room for two: ours and the floor have one each.
    ///
    /// @param usual the size that others have
    /// @param leftOut is told what there is no room for, a sentence
    static List<Long> sizes(long usual, Room room, Consumer<String> leftOut) {
        List<Long> sizes = new ArrayList<>();
        LongStream.of(SMALL_BYTES, usual / 16, 4 * usual)
                .map(byteSize -> byteSize & -Long.BYTES)
                .filter(byteSize -> byteSize >= SMALL_BYTES)
                .distinct()
                .forEach(byteSize -> {
                    if (byteSize < room.byteSize() / 2) {
                        sizes.add(byteSize);
                    } else {
                        leftOut.accept("Arrays of " + ByteSizes.format(byteSize)
                                + " are not handed over, since two do not fit into " + room + ".");
                    }
                });
        return sizes;
    }

    private static void measure(Seen seen, Client control, List<HandingOver> all) throws IOException {
        int trips = seen.run().plan().pace().trips();
        int rounds = seen.run().plan().rounds();
        for (HandingOver one : all) {
            one.run(control, trips);
            one.forget();
        }
        for (int round = 0; round < rounds; round++) {
            seen.run().progress().round("handing over", round, rounds);
            for (int turn = 0; turn < all.size(); turn++) {
                all.get((round + turn) % all.size()).run(control, trips);
            }
        }
        for (HandingOver one : all) {
            if (one.client != null) {
                one.readWhole(one.client);
            }
        }
        all.forEach(one -> one.report(seen));
        lettingGo(seen, all.stream().filter(one -> one.client != null).toList());
    }

    private void forget() {
        times = new RoundTimes();
        asked.reset();
        letGo.reset();
    }

    /// Hands the array over again and again, and gets it as often.
    private void run(Client control, int count) throws IOException {
        long[] nanos = new long[count];
        Work first = work(control);
        for (int i = 0; i < count; i++) {
            settle();
        }
        Work before = work(control);
        for (int i = 0; i < nanos.length; i++) {
            mark();
            settle();
            nanos[i] = handOver();
        }
        // Settling allocates as well.
        times.add(nanos, work(control).since(before).without(before.since(first)));
        if (client != null) {
            get(client, count);
        }
    }

    private static Work work(Client control) throws IOException {
        return new Work(Spent.here(), Peer.spent(control));
    }

    /// Has the receiver let go of what came before.
    private void settle() throws IOException {
        if (client != null) {
            client.ping();
        }
    }

    private void get(Client client, int times) throws IOException {
        client.put(Peer.KEY, array);
        for (int i = 0; i < times; i++) {
            client.ping();
            get(client);
        }
        client.remove(Peer.KEY);
    }

    private void mark() {
        MemorySegment memory = array.segment();
        count++;
        memory.set(ValueLayout.JAVA_LONG, 0, count);
        memory.set(ValueLayout.JAVA_LONG, memory.byteSize() - Long.BYTES, count);
    }

    private long handOver() throws IOException {
        long start = System.nanoTime();
        long then = hand.handOver(array, count);
        if (then <= start || then >= System.nanoTime()) {
            throw new IOException("the two processes have clocks of their own");
        }
        return then - start;
    }

    private static long call(Client client, NDArray array, long expected) throws IOException {
        Map<String, Object> arguments =
                Map.of(HandOverPeer.DATA, new Serialize(array), HandOverPeer.EXPECTED, expected);
        try (Received reply = client.call(HandOverPeer.READ, arguments)) {
            return reply.as(Long.class);
        }
    }

    private void get(Client client) throws IOException {
        long start = System.nanoTime();
        Received received = client.get(Peer.KEY);
        HandOverPeer.requireEnds(received.as(NDArray.class).segment(), count);
        long read = System.nanoTime();
        received.close();
        asked.recordValue(read - start);
        letGo.recordValue(System.nanoTime() - read);
    }

    /// Lets go of an array of which every page was read.
    private void readWhole(Client client) throws IOException {
        client.put(Peer.KEY, array);
        for (int i = 0; i < WHOLE_READINGS; i++) {
            Received received = client.get(Peer.KEY);
            if (received.as(NDArray.class).segment().mismatch(array.segment()) >= 0) {
                throw new IOException("what came is not what was handed over");
            }
            long start = System.nanoTime();
            received.close();
            wholeMicros.add((System.nanoTime() - start) / 1e3);
        }
        client.remove(Peer.KEY);
    }

    private static double micros(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e3;
    }

    private void report(Seen seen) {
        seen.rounds("handOver", name, kind, Map.of("byteSize", Long.toString(array.byteSize())), times);
    }

    private static void lettingGo(Seen seen, List<HandingOver> all) {
        if (all.isEmpty()) {
            return;
        }
        List<List<Object>> rows = new ArrayList<>();
        for (HandingOver one : all) {
            rows.add(List.of(
                    one.name + ", " + ByteSizes.format(one.array.byteSize()),
                    micros(one.asked, MEDIAN),
                    micros(one.letGo, MEDIAN),
                    Spread.of(one.wholeMicros)));
        }
        seen.sheet(
                "An array in shared memory asked for, and let go of, µs",
                List.of("array", "asked for and read, 50 %", "let go, 50 %", "let go when all was read"),
                rows);
    }

    @Override
    public void close() {
        lease.close();
    }
}
