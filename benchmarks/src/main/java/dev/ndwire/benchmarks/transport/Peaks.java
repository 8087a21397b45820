package dev.ndwire.benchmarks.transport;

import dev.ndwire.cli.rig.ChildProcess;
import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The most memory that sender and receiver had, each in a process that does nothing else.
final class Peaks {
    private static final List<String> SMALL_HEAP = List.of("-Xmx64m");
    private static final List<String> FLIGHT_HEAP = List.of("-Xmx512m", "-XX:MaxDirectMemorySize=8g");
    private static final double MEBIBYTE = 1 << 20;

    private final Scratch scratch;
    private final long byteSize;
    private final List<List<Object>> rows = new ArrayList<>();

    private Peaks(Scratch scratch, long byteSize) {
        this.scratch = scratch;
        this.byteSize = byteSize;
    }

    static void measure(Run run) throws Exception {
        Peaks peaks = new Peaks(run.scratch(), run.plan().largest());
        for (Road road : Road.values()) {
            peaks.toJvm(Sender.ARRAY, road.scheme(), "ndwire over " + road.title());
        }
        peaks.toJvm(Sender.RAW, Road.TCP.scheme(), Road.TCP.floor());
        peaks.toJvm(Sender.FLIGHT, "", Ways.FLIGHT);
        if (run.plan().hasPython()) {
            peaks.toPython();
        }
        run.report().accept(peaks.sheet());
    }

    /// Those of tables.
    static Sheet ofTables(Scratch scratch, long byteSize) throws IOException {
        Peaks peaks = new Peaks(scratch, byteSize);
        peaks.toJvm(Sender.TABLE, "dask", Ways.tableName("dask"));
        peaks.toJvm(Sender.TABLE, "arrow", Ways.tableName("arrow"));
        peaks.toJvm(Sender.FLIGHT, "", Ways.FLIGHT);
        return peaks.sheet();
    }

    private Sheet sheet() {
        return new Sheet(
                "Peak memory of processes that move " + ByteSizes.format(byteSize)
                        + " three times, MiB more than the numbers",
                List.of("way", "receiver", "sender"),
                rows);
    }

    private void toJvm(String form, String of, String name) throws IOException {
        boolean isFlight = form.equals(Sender.FLIGHT);
        try (Second receiver =
                isFlight ? Second.jvmWithFlight(scratch, byteSize, byteSize) : Second.jvm(scratch, byteSize, "64m")) {
            long sent = sentFromItsOwnProcess(form, of, receiver.places(), isFlight ? FLIGHT_HEAP : SMALL_HEAP);
            rows.add(
                    List.of(name, mebibytesOver(receiver.peer().peakBytes(), byteSize), mebibytesOver(sent, byteSize)));
        }
    }

    /// Python takes a few hundred MiB before anything comes: what counts is how much more it takes then.
    private void toPython() throws IOException {
        try (Second python = Second.python()) {
            long before = python.peer().peakBytes();
            long sent = sentFromItsOwnProcess(Sender.ARRAY, Road.TCP.scheme(), python.places(), SMALL_HEAP);
            rows.add(List.of(
                    "ndwire over TCP to Python (receiver: more than before, too)",
                    mebibytesOver(python.peer().peakBytes(), before + byteSize),
                    mebibytesOver(sent, byteSize)));
        }
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

    private static double mebibytesOver(long peakBytes, long byteSize) {
        return (peakBytes - byteSize) / MEBIBYTE;
    }
}
