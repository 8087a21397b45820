package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.cli.rig.ChildProcess;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The most memory that sender and receiver had, each in a process that does nothing else.
final class Peaks {
    private static final List<String> SMALL_HEAP = List.of("-Xmx64m");
    private static final List<String> FLIGHT_HEAP = List.of("-Xmx512m", "-XX:MaxDirectMemorySize=8g");

    private final Seen seen;
    private final Scratch scratch;
    private final long byteSize;
    private final String benchmark;

    private Peaks(Seen seen, Scratch scratch, String benchmark) {
        this.seen = seen;
        this.scratch = scratch;
        this.byteSize = seen.run().plan().largest();
        this.benchmark = benchmark;
    }

    static void measure(Seen seen, Scratch scratch) throws Exception {
        Plan plan = seen.run().plan();
        Peaks peaks = new Peaks(seen, scratch, "put");
        if (plan.has(Role.Kind.OURS)) {
            for (Road road : Road.values()) {
                peaks.toJvm(Sender.ARRAY, road.scheme(), Ways.OURS + " over " + road.title(), Role.Kind.OURS);
            }
            if (seen.usesPython()) {
                peaks.toPython();
            }
        }
        if (plan.has(Role.Kind.FLOOR)) {
            peaks.toJvm(Sender.RAW, Road.TCP.scheme(), Road.TCP.floor(), Role.Kind.FLOOR);
        }
        peaks.flight(plan);
    }

    /// Those of tables.
    static void ofTables(Seen seen, Scratch scratch) throws IOException {
        Plan plan = seen.run().plan();
        Peaks peaks = new Peaks(seen, scratch, "peakOfTable");
        if (plan.has(Role.Kind.OURS)) {
            peaks.toJvm(Sender.TABLE, "dask", Ways.tableName("dask"), Role.Kind.OURS);
            peaks.toJvm(Sender.TABLE, "arrow", Ways.tableName("arrow"), Role.Kind.OURS);
        }
        peaks.flight(plan);
    }

    private void flight(Plan plan) throws IOException {
        if (plan.has(Role.Kind.RIVAL) && byteSize <= FlightWay.MAX_BYTES) {
            toJvm(Sender.FLIGHT, "", Ways.FLIGHT, Role.Kind.RIVAL);
        }
    }

    private void toJvm(String form, String of, String name, Role.Kind kind) throws IOException {
        seen.run().progress().show(name);
        boolean isFlight = form.equals(Sender.FLIGHT);
        try (Second receiver =
                isFlight ? Second.jvmWithFlight(scratch, byteSize, byteSize) : Second.jvm(scratch, byteSize, "64m")) {
            long sent = sentFromItsOwnProcess(form, of, receiver.places(), isFlight ? FLIGHT_HEAP : SMALL_HEAP);
            report(name, kind, "receiver", receiver.peer().peakBytes() - byteSize);
            report(name, kind, "sender", sent - byteSize);
        }
    }

    /// Python takes a few hundred MiB before anything comes: what counts is how much more it takes then.
    private void toPython() throws IOException {
        seen.run().progress().show("Python");
        try (Second python = seen.python()) {
            long before = python.peer().peakBytes();
            long sent = sentFromItsOwnProcess(Sender.ARRAY, Road.TCP.scheme(), python.places(), SMALL_HEAP);
            String name = Ways.OURS + " to Python";
            report(
                    name,
                    Role.Kind.OURS,
                    "receiver, more than before",
                    python.peer().peakBytes() - before - byteSize);
            report(name, Role.Kind.OURS, "sender", sent - byteSize);
        }
    }

    // What a process had more than the numbers.
    private void report(String name, Role.Kind kind, String process, long bytes) {
        seen.run()
                .findings()
                .add(Figure.memory(
                        seen.suite().label(),
                        benchmark,
                        name,
                        Seen.role(kind, name),
                        Map.of("byteSize", Long.toString(byteSize), "of", process),
                        (double) bytes));
    }

    private long sentFromItsOwnProcess(String form, String of, Places places, List<String> flags) throws IOException {
        try (ChildProcess sender = ChildProcess.start(
                Sender.class,
                flags,
                form,
                of,
                Long.toString(byteSize),
                scratch.folder().toString(),
                places.toString())) {
            return Long.parseLong(sender.readLine());
        }
    }
}
