package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.Failures;
import dev.ndwire.cli.rig.ChildProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A second process with servers, and a connection to ask it for what is not timed.
final class Second implements AutoCloseable {
    private static final int FLIGHT_HEAP_MEBIBYTES = 512;

    private final AutoCloseable process;
    private final Places places;
    private final Peer peer;

    private Second(AutoCloseable process, Places places) throws IOException {
        this.process = process;
        this.places = places;
        this.peer = new Peer(places.get(Road.TCP.scheme()));
    }

    /// Starts a [JvmPeer] that has a Flight server too.
    ///
    /// @param idleBytes how much memory its pool keeps for the next
    /// @param byteSize the largest that is sent at a time, by Flight or by others
    static Second jvmWithFlight(Scratch scratch, long idleBytes, long byteSize) throws IOException {
        // Flight's server reads each batch into an array of the heap before it copies it to its own memory, and Netty
        // counts memory of its own against the limit of direct buffers.
        long mebibytes = FLIGHT_HEAP_MEBIBYTES + 2 * (Math.min(byteSize, FlightWay.MAX_BYTES) >> 20);
        return jvm(scratch, idleBytes, List.of("-Xmx" + mebibytes + "m", "-XX:MaxDirectMemorySize=8g"), Places.FLIGHT);
    }

    /// Starts a [JvmPeer].
    ///
    /// @param idleBytes how much memory its pool keeps for the next
    /// @param heap the most that its heap may have, such as `64m`
    static Second jvm(Scratch scratch, long idleBytes, String heap) throws IOException {
        return jvm(scratch, idleBytes, List.of("-Xmx" + heap));
    }

    private static Second jvm(Scratch scratch, long idleBytes, List<String> flags, String... others)
            throws IOException {
        List<String> args = new ArrayList<>(
                List.of(Long.toString(idleBytes), scratch.folder().toString()));
        args.addAll(List.of(others));
        ChildProcess child = ChildProcess.start(JvmPeer.class, flags, args.toArray(String[]::new));
        return new Second(child, Places.parse(child.readLine()));
    }

    /// Starts a [PythonPeer].
    static Second python() throws IOException {
        PythonPeer python = new PythonPeer();
        return new Second(python, python.places());
    }

    Places places() {
        return places;
    }

    Peer peer() {
        return peer;
    }

    /// Says why an exchange failed: because the process died, if it did.
    IOException failure(Exception cause) {
        return process instanceof ChildProcess child
                ? child.failure("moving numbers", cause)
                : new IOException("moving numbers failed: " + Failures.line(cause), cause);
    }

    @Override
    public void close() throws IOException {
        peer.close();
        try {
            process.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the second process did not end", e);
        }
    }
}
