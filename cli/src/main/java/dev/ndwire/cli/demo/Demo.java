package dev.ndwire.cli.demo;

import dev.ndwire.cli.rig.AvailableMemory;
import dev.ndwire.cli.rig.ChildProcess;
import dev.ndwire.cli.rig.Pattern;
import dev.ndwire.cli.rig.PeakMemory;
import dev.ndwire.cli.rig.RawSocket;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Received;
import dev.ndwire.core.comm.TransferListener;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Moves an array to a second JVM and back, by the product and over a raw socket in turns, and checks every byte on
/// both sides each time.
///
/// Only the transfers are timed. Both ways receive into leases of the same pool: into memory that the system has just
/// given, the pool having been emptied (fresh), or into memory that was used before (warm). An array that went out is
/// wiped before its memory can be used again, so that what comes back is not found there by chance; but not where it is
/// handed over as it is, since there it is the one that comes back.
public final class Demo {
    /// How often each way is measured, in fresh and in warm memory.
    public static final int ROUNDS = 5;

    private static final int MEASURED_TRANSFERS = ROUNDS * 2 * 2 * 2;
    // Enough for the JIT to have compiled what is timed.
    private static final int FIRST_ROUNDS = 30;
    // Where nothing is moved, what is timed are microseconds of code.
    private static final int FIRST_ROUNDS_WITHOUT_A_COPY = 500;
    private static final long FIRST_BYTES = 1 << 20;
    private static final long SEED = 3;

    private final Via via;
    private final MemoryPool pool;
    private final Client client;
    private final RawSocket socket;
    private final TransferListener progress;
    private final PeakMemory peakMemory = new PeakMemory();
    private final SplittableRandom seeds = new SplittableRandom(SEED);
    private long peakBytes;
    private long secondPeakBytes;

    private Demo(Via via, MemoryPool pool, Client client, RawSocket socket, TransferListener progress) {
        this.via = via;
        this.pool = pool;
        this.client = client;
        this.socket = socket;
        this.progress = progress;
    }

    /// Runs the demo.
    ///
    /// @param via how the JVMs are connected
    /// @param byteSize the bytes of the array: a multiple of 8, at least 8
    /// @param progress told how many bytes are to be moved, and then of each transfer
    /// @return what was measured
    /// @throws IOException if there is too little memory, the second JVM does not start or dies, or anything comes that
    ///     is not what was sent
    public static DemoReport run(Via via, long byteSize, TransferListener progress) throws IOException {
        FreeMemory.require(
                byteSize, AvailableMemory.bytes(), MemoryBudget.standard().limitBytes());
        // Short: the path of a Unix socket has at most 106 bytes.
        Path folder = Files.createTempDirectory("ndw");
        try {
            via.prepare(folder);
            return run(via, folder, byteSize, progress);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    private static DemoReport run(Via via, Path folder, long byteSize, TransferListener progress) throws IOException {
        MemoryPool pool = via.pool(byteSize);
        try (ChildProcess child = ChildProcess.start(
                SecondJvm.class, SecondJvm.FLAGS, Long.toString(byteSize), via.scheme(), folder.toString())) {
            String[] addresses = child.readLine().split(" ", 2);
            try (Client client = Client.connect(addresses[0], via.settings(pool, folder));
                    RawSocket socket = via.connectRaw(addresses[1], folder)) {
                return new Demo(via, pool, client, socket, progress).measure(byteSize);
            } catch (DifferenceException e) {
                throw e;
            } catch (IOException e) {
                throw child.failure("moving the array", e);
            }
        } finally {
            pool.trim();
        }
    }

    private DemoReport measure(long byteSize) throws IOException {
        int firstRounds = via.isCopying() ? FIRST_ROUNDS : FIRST_ROUNDS_WITHOUT_A_COPY;
        for (int round = 0; round < firstRounds; round++) {
            exchange(new ProductWay(client, via.isCopying()), Math.min(byteSize, FIRST_BYTES), false);
            exchange(new RawWay(socket, pool), Math.min(byteSize, FIRST_BYTES), false);
        }
        progress.messageStarted(MEASURED_TRANSFERS * byteSize);
        // In this order, since what was fresh once is warm.
        Pairs fresh = pairs(byteSize, true);
        Pairs warm = pairs(byteSize, false);
        return new DemoReport(byteSize, warm, fresh, peakBytes, secondPeakBytes);
    }

    private Pairs pairs(long byteSize, boolean isFresh) throws IOException {
        Pairs pairs = new Pairs();
        Way product = new ProductWay(client, via.isCopying());
        Way raw = new RawWay(socket, pool);
        for (int round = 0; round < ROUNDS; round++) {
            // Whoever comes first may meet another state of the machine: they take turns in that too.
            boolean isProductFirst = round % 2 == 0;
            long first = measured(isProductFirst ? product : raw, byteSize, isFresh);
            long second = measured(isProductFirst ? raw : product, byteSize, isFresh);
            pairs.add(isProductFirst ? first : second, isProductFirst ? second : first);
        }
        return pairs;
    }

    private long measured(Way way, long byteSize, boolean isFresh) throws IOException {
        long nanos = exchange(way, byteSize, isFresh);
        peakBytes = peakMemory.sample();
        secondPeakBytes = ask(SecondJvm.PEAK, Map.of());
        progress.bytesMoved(2 * byteSize);
        return nanos;
    }

    /// Moves an array there and back.
    ///
    /// @return the nanoseconds of both transfers together
    private long exchange(Way way, long byteSize, boolean isFresh) throws IOException {
        long seed = seeds.nextLong();
        long thereNanos = there(way, byteSize, seed, isFresh);
        if (isFresh) {
            pool.trim();
        }
        long start = System.nanoTime();
        try (Way.Arrived arrived = way.get()) {
            long backNanos = System.nanoTime() - start;
            check(arrived.array(), byteSize, seed);
            way.drop();
            return thereNanos + backNanos;
        }
    }

    private long there(Way way, long byteSize, long seed, boolean isFresh) throws IOException {
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            NDArray array = NDArray.empty(lease, DType.FLOAT64, byteSize / Double.BYTES);
            Pattern.fill(array.segment(), seed);
            if (isFresh) {
                ask(SecondJvm.TRIM, Map.of());
            }
            long start = System.nanoTime();
            way.put(array);
            long nanos = System.nanoTime() - start;
            refuse(
                    ask(SecondJvm.CHECK, Map.of(SecondJvm.SEED, seed, SecondJvm.BYTE_SIZE, byteSize)),
                    byteSize,
                    "what the second JVM received");
            if (way.isCopying()) {
                array.segment().fill((byte) 0);
            }
            return nanos;
        }
    }

    private static void check(NDArray array, long byteSize, long seed) throws IOException {
        boolean isAsSent = array.dtype().equals(DType.FLOAT64)
                && array.isCContiguous()
                && array.ndim() == 1
                && array.byteSize() == byteSize;
        if (!isAsSent) {
            throw new DifferenceException("an array of dtype " + array.dtype() + " and " + array.byteSize()
                    + " bytes came back, expected float64 and " + byteSize + " bytes");
        }
        refuse(Pattern.firstDifference(array.segment(), seed), byteSize, "what came back");
    }

    private static void refuse(long byteOffset, long byteSize, String what) throws IOException {
        if (byteOffset >= 0) {
            throw new DifferenceException(
                    what + " differs from what was sent, from byte " + byteOffset + " of " + byteSize + " on");
        }
    }

    private long ask(String op, Map<String, Long> arguments) throws IOException {
        try (Received reply = client.call(op, arguments)) {
            return reply.as(Long.class);
        }
    }
}
