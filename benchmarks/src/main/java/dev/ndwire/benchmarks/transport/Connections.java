package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.benchmarks.measure.Run;
import dev.ndwire.cli.rig.Spread;
import dev.ndwire.core.comm.Client;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/// Many connections to one server, most of them idle: what an idle one holds, and how the busy ones fare.
final class Connections {
    /// Files, libraries and the sockets that are no connections.
    static final long OTHER_DESCRIPTORS = 200;

    private static final int BUSY_SHARE = 10;
    private static final int TRIPS_EACH = 200;
    // What is open for longer is shown as it is.
    private static final int MAX_ASKED = 20_000;
    private static final double KIBIBYTE = 1 << 10;

    private final Seen seen;
    private final Run run;
    private final Second jvm;
    private final int count;
    private final List<List<Object>> rows = new ArrayList<>();

    private Connections(Seen seen, Second jvm) {
        this.seen = seen;
        this.run = seen.run();
        this.jvm = jvm;
        this.count = run.plan().pace().connections();
    }

    static void measure(Seen seen, Scratch scratch) throws Exception {
        if (!seen.run().plan().has(Role.Kind.OURS)) {
            return;
        }
        try (Second jvm = Second.jvm(scratch, 64L << 20, "256m")) {
            try {
                new Connections(seen, jvm).measure();
            } catch (IOException e) {
                throw jvm.failure(e);
            }
        }
    }

    private void measure() throws Exception {
        long descriptors = jvm.peer().number(Peer.DESCRIPTORS);
        // So that what the JVM loads once does not count.
        warmUp();
        awaitClosed(descriptors);
        rows.add(state("before"));
        long residentBefore = jvm.peer().number(Peer.RESIDENT);
        List<Client> clients = open(count);
        try {
            rows.add(state("all are open and idle"));
            double idle = (jvm.peer().number(Peer.RESIDENT) - residentBefore) / KIBIBYTE / count;
            Histogram histogram = new Histogram(3);
            Work first = work();
            Work before = work();
            long start = System.nanoTime();
            long trips = serve(clients.subList(0, Math.max(1, count / BUSY_SHARE)), histogram);
            double perSecond = trips * 1e9 / (System.nanoTime() - start);
            double allocated =
                    (double) work().since(before).without(before.since(first)).allocatedBytes() / trips;
            rows.add(state("after a tenth was busy"));
            for (Client client : clients) {
                client.ping();
            }
            rows.add(state("after each was asked once"));
            reportTimes(idle, perSecond, histogram, allocated);
        } finally {
            clients.forEach(Client::close);
        }
        awaitClosed(descriptors);
        rows.add(state("all are closed"));
        seen.sheet(
                "The server of " + count + " connections",
                List.of("when", "threads", "descriptors", "resident, MiB"),
                rows);
    }

    private List<Client> open(int number) throws IOException {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            run.progress().round("connecting", i, number);
            clients.add(Client.connect(jvm.places().get(Road.TCP.scheme())));
        }
        run.progress().clear();
        return clients;
    }

    private void warmUp() throws Exception {
        List<Client> clients = open(Math.max(1, count / BUSY_SHARE));
        try {
            serve(clients, new Histogram(3));
        } finally {
            clients.forEach(Client::close);
        }
    }

    /// Waits until the server has noticed that connections are closed.
    ///
    /// @param descriptors how many it had before, and has again then
    private void awaitClosed(long descriptors) throws IOException {
        for (int asked = 0; asked < MAX_ASKED && jvm.peer().number(Peer.DESCRIPTORS) > descriptors; asked++) {
            run.progress().round("closing", asked, MAX_ASKED);
        }
        run.progress().clear();
    }

    private static long serve(List<Client> clients, Histogram histogram) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<long[]>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
            for (Client client : clients) {
                all.add(threads.submit(() -> {
                    OursTrip trip = new OursTrip(Ways.OURS, client, Trips.BYTE_SIZE);
                    start.await();
                    return trip.run(TRIPS_EACH);
                }));
            }
            start.countDown();
            for (Future<long[]> one : all) {
                for (long nanos : one.get()) {
                    histogram.recordValue(nanos);
                }
            }
        }
        return (long) clients.size() * TRIPS_EACH;
    }

    private Work work() throws IOException {
        return new Work(Spent.here(), jvm.peer().spent());
    }

    private List<Object> state(String when) throws IOException {
        return List.of(
                when,
                jvm.peer().number(Peer.THREADS),
                jvm.peer().number(Peer.DESCRIPTORS),
                jvm.peer().number(Peer.RESIDENT) / KIBIBYTE / KIBIBYTE);
    }

    private void reportTimes(double idleKibibytes, double perSecond, Histogram histogram, double allocated) {
        int busy = Math.max(1, count / BUSY_SHARE);
        double median = histogram.getValueAtPercentile(50);
        run.findings()
                .add(Figure.time(
                                seen.suite().label(),
                                "echo",
                                Ways.OURS,
                                Role.OURS,
                                Map.of("busy", busy + " of " + count),
                                new Spread(histogram.getMinValue(), median, histogram.getMaxValue()))
                        .withPercentiles(RoundTimes.percentiles(histogram))
                        .allocating(allocated));
        seen.sheet(
                count + " connections over TCP, " + busy
                        + " of them busy with 1 KiB there and back, each from a thread of its own",
                List.of("what", "value"),
                List.of(
                        List.of("resident memory of the server for each idle one, KiB", idleKibibytes),
                        List.of("times there and back, a second", perSecond)));
    }
}
