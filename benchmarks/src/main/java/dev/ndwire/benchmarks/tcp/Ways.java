package dev.ndwire.benchmarks.tcp;

import java.io.IOException;
import java.util.List;

/// The ways to one process: ours, the floor, the rivals.
///
/// @param all of them
record Ways(List<Way> all) implements AutoCloseable {
    static final String FLIGHT = "Flight of Java";

    /// To a [TablePeer].
    ///
    /// @param ports where it listens
    static Ways toJvm(Peer peer, Ports ports) throws IOException {
        return new Ways(List.of(
                new OursWay(ports.address(), "dask"),
                new OursWay(ports.address(), "arrow"),
                new RawWay("raw NIO", ports.raw()),
                new FlightWay(FLIGHT, peer, ports.flight())));
    }

    /// To a [PythonPeer].
    ///
    /// @param ports where it listens
    static Ways toPython(Peer peer, Ports ports) throws IOException {
        return new Ways(List.of(
                new OursWay(ports.address(), "dask"),
                new SameBytesWay(ports.address()),
                new RawWay("raw NIO to `recv_into`", ports.raw()),
                new FlightWay(FLIGHT + " to pyarrow's", peer, ports.flight()),
                new PyArrowWay(peer, ports.flight())));
    }

    @Override
    public void close() throws IOException {
        for (Way way : all) {
            way.close();
        }
    }
}
