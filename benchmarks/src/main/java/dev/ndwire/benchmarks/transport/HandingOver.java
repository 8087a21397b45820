package dev.ndwire.benchmarks.transport;

import dev.ndwire.cli.rig.AvailableMemory;
import dev.ndwire.cli.rig.ChildProcess;
import dev.ndwire.cli.rig.Spread;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Received;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.memory.ByteSizes;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.memory.SharedMemory;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private static final double[] PERCENTILES = {50, 90, 99};
    // Every page of a large array is read, and let go of, in each of these.
    private static final int WHOLE_READINGS = 3;

    private final String name;
    private final Hand hand;
    private final @Nullable Client client;
    private final Lease lease = MemoryPool.shared().lease(Ownership.LEASED);
    private final NDArray array;
    private final Histogram handedOver = new Histogram(3);
    private final Histogram asked = new Histogram(3);
    private final Histogram letGo = new Histogram(3);
    private final List<Double> wholeMicros = new ArrayList<>();
    private final List<Double> medians = new ArrayList<>();
    private long count;

    /// Hands an array over.
    private interface Hand {
        /// @return when the other process had read its ends
        long handOver(NDArray array, long expected) throws IOException;
    }

    private HandingOver(String name, Client client, long byteSize) {
        this(name, (array, expected) -> call(client, array, expected), client, byteSize);
    }

    /// @param client gets the array as well; null where that cannot be
    private HandingOver(String name, Hand hand, @Nullable Client client, long byteSize) {
        this.name = name;
        this.hand = hand;
        this.client = client;
        this.array = NDArray.empty(lease, DType.INT64, byteSize / Long.BYTES);
    }

    static void measure(Run run) throws Exception {
        List<HandingOver> all = new ArrayList<>();
        try (ChildProcess child = ChildProcess.start(
                HandOverPeer.class, SMALL_HEAP, run.scratch().folder().toString())) {
            String[] addresses = child.readLine().split(" ", 2);
            try (Client shared = Client.connect(addresses[0]);
                    Client beside = Client.connect(addresses[1]);
                    RawHandOver raw = RawHandOver.connect(run.scratch().folder())) {
                all.add(new HandingOver(
                        "through a Unix socket, " + ByteSizes.format(SMALL_BYTES), beside, SMALL_BYTES));
                for (long byteSize : sizes(run.plan().largest())) {
                    String size = ByteSizes.format(byteSize);
                    all.add(new HandingOver(size, shared, byteSize));
                    all.add(new HandingOver("raw: link, socket, map, " + size, raw::handOver, null, byteSize));
                }
                measure(run, all);
            } catch (IOException e) {
                throw child.failure("handing over", e);
            }
        } finally {
            all.forEach(HandingOver::close);
            MemoryPool.shared().trim();
        }
    }

    /// A small one, a larger one, and the largest for which there is room.
    private static List<Long> sizes(long usual) throws IOException {
        long room = LongStream.of(
                        AvailableMemory.bytes(),
                        MemoryBudget.standard().limitBytes(),
                        Files.getFileStore(SharedMemory.standard().base()).getUsableSpace())
                .min()
                .orElseThrow();
        return LongStream.of(SMALL_BYTES, usual / 16, 4 * usual)
                .map(byteSize -> byteSize & -Long.BYTES)
                .filter(byteSize -> byteSize >= SMALL_BYTES && byteSize < room / 2)
                .boxed()
                .toList();
    }

    private static void measure(Run run, List<HandingOver> all) throws IOException {
        int trips = run.plan().trips();
        int rounds = run.plan().rounds();
        for (HandingOver one : all) {
            one.run(trips);
            one.forget();
        }
        for (int round = 0; round < rounds; round++) {
            run.progress().round("handing over", round, rounds);
            for (int turn = 0; turn < all.size(); turn++) {
                all.get((round + turn) % all.size()).run(trips);
            }
        }
        for (HandingOver one : all) {
            if (one.client != null) {
                one.readWhole(one.client);
            }
        }
        run.progress().clear();
        run.report().accept(sheet(run, all));
    }

    private void forget() {
        handedOver.reset();
        asked.reset();
        letGo.reset();
        medians.clear();
    }

    /// Hands the array over again and again, and gets it as often.
    private void run(int times) throws IOException {
        Histogram round = new Histogram(3);
        for (int i = 0; i < times; i++) {
            mark();
            settle();
            round.recordValue(handOver());
        }
        handedOver.add(round);
        medians.add(micros(round, PERCENTILES[0]));
        if (client != null) {
            get(client, times);
        }
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

    private static Sheet sheet(Run run, List<HandingOver> all) {
        List<List<Object>> rows = new ArrayList<>();
        for (HandingOver one : all) {
            List<Object> row = new ArrayList<>();
            row.add(one.name);
            row.add(spread(one.medians));
            for (double percentile : PERCENTILES) {
                row.add(micros(one.handedOver, percentile));
            }
            if (one.client == null) {
                row.addAll(List.of("", "", ""));
            } else {
                row.add(micros(one.asked, PERCENTILES[0]));
                row.add(micros(one.letGo, PERCENTILES[0]));
                row.add(spread(one.wholeMicros));
            }
            rows.add(row);
        }
        return new Sheet(
                "An array in shared memory handed over, until its first and last element are read, µs, "
                        + run.plan().rounds() + " rounds of " + run.plan().trips(),
                List.of(
                        "array",
                        "medians of the rounds",
                        "50 %",
                        "90 %",
                        "99 %",
                        "asked for and read, 50 %",
                        "let go, 50 %",
                        "let go when all was read"),
                rows);
    }

    private static Spread spread(List<Double> values) {
        return Spread.of(values.stream().mapToDouble(Double::doubleValue));
    }

    @Override
    public void close() {
        lease.close();
    }
}
