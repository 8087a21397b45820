package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.transport.PythonWay.Job;
import dev.ndwire.cli.rig.RawSocket;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.memory.MemoryPool;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Ways that take turns: ours, the floor, the rivals.
///
/// @param all of them
record Ways(List<Way> all) implements AutoCloseable {
    static final String OURS = "ndwire";
    static final String FLIGHT = "Flight of Java";
    static final String DISTRIBUTED = "distributed, Python to Python";

    /// Tables to a JVM.
    ///
    /// @param jvm with Flight
    static Ways tablesToJvm(Peer jvm, Places places) throws IOException {
        return new Ways(List.of(
                table("dask", jvm, places),
                table("arrow", jvm, places),
                rawTcp("raw NIO", jvm, places),
                new FlightWay(FLIGHT, jvm, places.port(Places.FLIGHT))));
    }

    /// Tables to a Python.
    ///
    /// @param hasRivals whether a Python that sends is started, too
    static Ways tablesToPython(Peer python, Places places, boolean hasRivals) throws IOException {
        Ways own = new Ways(List.of(
                table("dask", python, places),
                new SameBytesWay(
                        "raw NIO, the same bytes to the same reader",
                        python,
                        places.get(Road.TCP.scheme()),
                        Numbers::table),
                rawTcp("raw NIO to recv_into", python, places)));
        return hasRivals
                ? own.and(
                        new FlightWay(FLIGHT + " to pyarrow's", python, places.port(Places.FLIGHT)),
                        new PythonWay("Flight of pyarrow, from Python", python, new PythonClient(places), Job.FLIGHT))
                : own;
    }

    /// A table of ours, over TCP.
    ///
    /// @param family which writes it
    static Way table(String family, Peer peer, Places places) throws IOException {
        Client client = Client.connect(places.get(Road.TCP.scheme()))
                .with(Serialization.standard().writing(family));
        return new OursWay(tableName(family), peer, client, Numbers::table);
    }

    static String tableName(String family) {
        return OURS + " " + family;
    }

    /// Arrays to a JVM by ours, then by the floor.
    static Ways arrays(Road road, Peer jvm, Places places, Scratch scratch) throws IOException {
        return new Ways(List.of(array(road, jvm, places, scratch), raw(road, jvm, places, scratch)));
    }

    /// An array of ours.
    static Way array(Road road, Peer peer, Places places, Scratch scratch) throws IOException {
        return new OursWay(OURS, peer, Client.connect(places.get(road.scheme()), settings(scratch)), Numbers::array);
    }

    private static ConnectionSettings settings(Scratch scratch) throws IOException {
        return ConnectionSettings.standard().with(scratch.security());
    }

    /// The floor of a road.
    static Way raw(Road road, Peer jvm, Places places, Scratch scratch) throws IOException {
        return new RawWay(road.floor(), jvm, road.connectRaw(places.get(Places.raw(road.scheme())), scratch));
    }

    private static Way rawTcp(String name, Peer peer, Places places) throws IOException {
        return new RawWay(name, peer, rawTcp(places));
    }

    private static RawSocket rawTcp(Places places) throws IOException {
        return RawSocket.connect(places.port(Places.raw(Road.TCP.scheme())));
    }

    /// The same bytes as a column, by Arrow's Flight.
    static Way flight(Peer jvm, Places places) {
        return new FlightWay(FLIGHT, jvm, places.port(Places.FLIGHT));
    }

    /// An array from a Python to a Python.
    static Way distributed(Peer python, Places places) throws IOException {
        return new PythonWay(DISTRIBUTED, python, new PythonClient(places), Job.PUT);
    }

    /// Arrays to a Python.
    static Ways arraysToPython(Peer python, Places places, Scratch scratch) throws IOException {
        return new Ways(List.of(
                array(Road.TCP, python, places, scratch),
                new SameBytesWay(
                        "raw NIO, the same bytes to the same reader",
                        python,
                        places.get(Road.TCP.scheme()),
                        Numbers::array),
                rawTcp("raw NIO to recv_into", python, places),
                distributed(python, places)));
    }

    /// Arrays from a Python to here.
    ///
    /// @param pool that is received into
    static Ways arraysFromPython(Peer python, Places places, MemoryPool pool) throws IOException {
        ConnectionSettings settings = ConnectionSettings.standard().with(pool);
        return new Ways(List.of(
                new OursGetWay(OURS, python, Client.connect(places.get(Road.TCP.scheme()), settings), pool),
                new RawGetWay("raw NIO from sendall", python, rawTcp(places), pool),
                new PythonWay(DISTRIBUTED, python, new PythonClient(places), Job.GET)));
    }

    /// Many small arrays in one message to a JVM: ours, and the floor.
    ///
    /// @param count how many
    static Ways many(int count, Peer jvm, Places places) throws IOException {
        return new Ways(List.of(
                new ManyWay(OURS, jvm, Client.connect(places.get(Road.TCP.scheme())), count),
                new RawManyWay("raw NIO, into one region", jvm, rawTcp(places), count)));
    }

    /// Many small arrays in one message to a Python: from here, and from a Python.
    ///
    /// @param count how many
    static Ways manyToPython(int count, Peer python, Places places) throws IOException {
        return new Ways(List.of(
                new ManyWay(OURS + " to Python", python, Client.connect(places.get(Road.TCP.scheme())), count),
                new PythonWay(DISTRIBUTED, python, new PythonClient(places), Job.PUT_MANY, count)));
    }

    /// Those of some kinds; the others are closed.
    Ways only(Plan plan) throws IOException {
        for (Way way : all) {
            if (!plan.has(way.kind())) {
                way.close();
            }
        }
        return new Ways(all.stream().filter(way -> plan.has(way.kind())).toList());
    }

    /// Those that take so many bytes.
    List<Way> taking(long byteSize) {
        return all.stream().filter(way -> byteSize <= way.maxByteSize()).toList();
    }

    /// These and others.
    Ways and(Way... others) {
        return new Ways(Stream.concat(all.stream(), Arrays.stream(others)).toList());
    }

    @Override
    public void close() throws IOException {
        for (Way way : all) {
            way.close();
        }
    }
}
