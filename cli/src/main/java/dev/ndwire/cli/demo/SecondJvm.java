package dev.ndwire.cli.demo;

import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.Request;
import dev.ndwire.core.comm.Server;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// What runs in the second process: a server of the product, and the other end of the raw socket.
///
/// Says where it listens on its first line of output, and ends when its standard input does: with the first process,
/// however that ends.
public final class SecondJvm {
    /// Under which key the array is held.
    static final String KEY = "demo";

    static final String SEED = "seed";
    static final String BYTE_SIZE = "byte_size";
    static final String CHECK = "demo_check";
    static final String TRIM = "demo_trim";
    static final String PEAK = "demo_peak";

    private static final long ALIGNMENT = 64;

    private final PeakMemory peakMemory = new PeakMemory();
    private final AtomicReference<MemorySegment> rawHeld = new AtomicReference<>(MemorySegment.NULL);
    private final MemoryPool pool;

    private SecondJvm(long byteSize) {
        pool = poolFor(byteSize);
    }

    /// A pool that recycles an array of a size, however little memory the machine has.
    static MemoryPool poolFor(long byteSize) {
        return MemoryPool.of(MemoryBudget.standard(), byteSize + byteSize / 4 + (1 << 20));
    }

    /// Runs until standard input ends.
    ///
    /// @param args the array's size in bytes
    /// @throws IOException if it cannot listen
    public static void main(String[] args) throws IOException {
        new SecondJvm(Long.parseLong(args[0])).run();
    }

    private void run() throws IOException {
        String anyPort = "tcp://127.0.0.1:0";
        try (Server server = Server.listen(ConnectionSettings.standard().with(pool), List.of(anyPort));
                ServerSocketChannel raw = ServerSocketChannel.open()) {
            server.handle(CHECK, request -> check(server, number(request, SEED), number(request, BYTE_SIZE)));
            server.handle(TRIM, request -> pool.trim());
            server.handle(PEAK, request -> peakMemory.sample());
            raw.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread.ofPlatform().daemon().name("raw-socket").start(() -> serveRaw(raw));
            System.out.println(server.address() + " " + ((InetSocketAddress) raw.getLocalAddress()).getPort());
            System.out.flush();
            while (System.in.read() >= 0) {
                // Nothing is said there: only its end counts.
            }
        }
    }

    private static long number(Request request, String name) {
        if (request.argument(name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("argument '" + name + "' of " + request.op() + " is no integer");
    }

    /// Compares what came last, over either way, with what must have come.
    ///
    /// @return the byte offset of the first difference, or -1
    private Object check(Server server, long seed, long byteSize) {
        List<MemorySegment> held = new ArrayList<>();
        List<Long> differences = new ArrayList<>();
        Consumer<MemorySegment> checker = memory -> {
            held.add(memory);
            differences.add(Pattern.firstDifference(memory, seed));
        };
        if (rawHeld.get().byteSize() > 0) {
            checker.accept(rawHeld.get());
        }
        server.forEach((key, value) -> {
            if (value instanceof NDArray array) {
                checker.accept(array.segment());
            }
        });
        if (held.size() != 1 || held.get(0).byteSize() != byteSize) {
            throw new IllegalStateException("holds " + held + ", expected one array of " + byteSize + " bytes");
        }
        return differences.get(0);
    }

    private void serveRaw(ServerSocketChannel listener) {
        try (RawSocket socket = new RawSocket(listener.accept())) {
            while (true) {
                exchange(socket);
            }
        } catch (IOException e) {
            // The first process has gone, or is told by its own end of the socket.
            rawHeld.set(MemorySegment.NULL);
        }
    }

    /// Takes an array, gives it back as often as it is asked for, and drops it.
    private void exchange(RawSocket socket) throws IOException {
        if (socket.readWord() != RawSocket.TAKE) {
            throw new IOException("the raw socket is out of step");
        }
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment memory = lease.allocate(socket.readWord(), ALIGNMENT);
            socket.read(memory);
            rawHeld.set(memory);
            socket.writeWord(RawSocket.DONE);
            while (socket.readWord() == RawSocket.GIVE) {
                socket.write(memory);
            }
        } finally {
            rawHeld.set(MemorySegment.NULL);
        }
        socket.writeWord(RawSocket.DONE);
    }
}
