package dev.ndwire.benchmarks.tcp;

import dev.ndwire.benchmarks.Python;
import dev.ndwire.benchmarks.tcp.Turns.Times;
import dev.ndwire.cli.rig.ChildProcess;
import dev.ndwire.cli.rig.Spread;
import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Tables from this JVM to a second one and to a Python, over TCP: ours, the plain socket, and Arrow's Flight take
/// turns.
///
/// Prints tables in Markdown: the median of the rounds and their range, and how many times the speed of the floor and
/// of each rival that is, each transfer beside that of the same round.
public final class TableReport {
    // Enough for the JIT to have compiled what is timed.
    private static final int FIRST_ROUNDS = 3_000;
    private static final List<String> SMALL_HEAP = List.of("-Xmx64m");
    // Netty counts memory of its own against the limit of direct buffers.
    private static final List<String> FLIGHT_HEAP = List.of("-Xmx512m", "-XX:MaxDirectMemorySize=8g");

    private final PrintStream out;
    private final int rounds;
    private final long byteSize;
    private final int firstRounds;

    /// Prepares a report.
    ///
    /// @param out where to
    /// @param rounds how often each way is measured
    /// @param byteSize of the numbers of a table
    /// @param firstRounds how many small tables each way sends first
    TableReport(PrintStream out, int rounds, long byteSize, int firstRounds) {
        this.out = out;
        this.rounds = rounds;
        this.byteSize = byteSize;
        this.firstRounds = firstRounds;
    }

    /// Prints the report.
    ///
    /// @param arguments how many rounds, 9 unless given, and the size of a table, 64 MiB unless given
    /// @throws Exception if a process does not start or dies, or anything comes that is not what was sent
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 9 : Integer.parseInt(arguments[0]);
        long byteSize = ByteSizes.parse(arguments.length < 2 ? "64MiB" : arguments[1]);
        new TableReport(System.out, rounds, byteSize, FIRST_ROUNDS).run();
    }

    /// Prints all of it, without Python where there is none.
    void run() throws Exception {
        toJvm();
        if (Python.isThere()) {
            toPython();
        }
        peaks();
    }

    /// From this JVM to a second one.
    private void toJvm() throws Exception {
        // Room for the regions of all ways side by side: they are not of one size.
        String poolBytes = Long.toString(3 * byteSize);
        try (ChildProcess child = ChildProcess.start(TablePeer.class, FLIGHT_HEAP, poolBytes, TablePeer.FLIGHT)) {
            Ports ports = Ports.parse(child.readLine());
            try (Peer peer = new Peer(ports.address());
                    Ways ways = Ways.toJvm(peer, ports)) {
                Turns turns = new Turns(peer, ways.all(), firstRounds);
                turns.warmUp();
                toJvm(turns, 1, true);
                toJvm(turns, 1, false);
                toJvm(turns, manyBatches(), false);
            } catch (IOException e) {
                throw child.failure("sending tables", e);
            }
        }
    }

    private int manyBatches() {
        return Math.toIntExact(Math.max(2, byteSize >> 20));
    }

    private void toJvm(Turns turns, int batchCount, boolean isFresh) throws Exception {
        try (Numbers numbers = Numbers.of(byteSize, batchCount)) {
            List<Times> times = turns.run(numbers, rounds, isFresh);
            String memory = isFresh ? "fresh" : "warm";
            report("JVM to JVM, " + shape(numbers) + ", into " + memory + " memory", times, 2, 3);
        }
    }

    /// From this JVM, and from a Python, to a Python.
    private void toPython() throws Exception {
        try (PythonPeer python = new PythonPeer();
                Peer peer = new Peer(python.ports().address());
                Ways ways = Ways.toPython(peer, python.ports())) {
            Turns turns = new Turns(peer, ways.all(), firstRounds);
            turns.warmUp();
            try (Numbers numbers = Numbers.of(byteSize, 1)) {
                List<Times> times = turns.run(numbers, rounds, false);
                report("JVM to Python, " + shape(numbers), times, 1, 3, 4);
            }
        }
    }

    private static String shape(Numbers numbers) {
        int batchCount = numbers.batches().size();
        return ByteSizes.format(numbers.byteSize()) + " in " + Numbers.COLUMN_COUNT + " columns and "
                + (batchCount == 1 ? "one batch" : batchCount + " batches");
    }

    /// Prints a table.
    ///
    /// @param others the positions of those that all are compared with
    private void report(String title, List<Times> times, int... others) {
        out.println();
        out.println(title + ":");
        out.println();
        out.print("| way | ms | GB/s |");
        for (int other : others) {
            out.print(" times the speed of " + times.get(other).name() + " |");
        }
        out.println();
        out.println("|---|--:|--:|" + "--:|".repeat(others.length));
        for (Times one : times) {
            Spread millis = one.millis();
            out.print(
                    "| " + one.name() + " | " + span(millis) + " | " + number(byteSize / 1e6 / millis.median()) + " |");
            for (int other : others) {
                out.print(one.equals(times.get(other)) ? " |" : " " + span(one.speedBeside(times.get(other))) + " |");
            }
            out.println();
        }
        out.flush();
    }

    /// The most memory that sender and receiver had, each in a process that does nothing else.
    private void peaks() throws Exception {
        out.println();
        out.println("Peak memory of processes that move " + ByteSizes.format(byteSize)
                + " three times, MiB more than the numbers:");
        out.println();
        out.println("| way | receiver | sender |");
        out.println("|---|--:|--:|");
        for (String way : List.of("dask", "arrow", TablePeer.FLIGHT)) {
            boolean isFlight = way.equals(TablePeer.FLIGHT);
            List<String> flags = isFlight ? FLIGHT_HEAP : SMALL_HEAP;
            List<String> args = new ArrayList<>(List.of(Long.toString(byteSize)));
            if (isFlight) {
                args.add(way);
            }
            try (ChildProcess receiver = ChildProcess.start(TablePeer.class, flags, args.toArray(String[]::new))) {
                String line = receiver.readLine();
                long sent = sentFromItsOwnProcess(way, flags, line);
                try (Peer peer = new Peer(Ports.parse(line).address())) {
                    String name = isFlight ? Ways.FLIGHT : OursWay.name(way);
                    out.println(
                            "| " + name + " | " + mebibytesOver(peer.peakBytes()) + " | " + mebibytesOver(sent) + " |");
                }
            }
        }
    }

    private long sentFromItsOwnProcess(String way, List<String> flags, String ports) throws IOException {
        List<String> args = new ArrayList<>(List.of(way, Long.toString(byteSize)));
        args.addAll(List.of(ports.split(" ", 3)));
        try (ChildProcess sender = ChildProcess.start(TableSender.class, flags, args.toArray(String[]::new))) {
            return Long.parseLong(sender.readLine());
        }
    }

    private String mebibytesOver(long peakBytes) {
        return number((peakBytes - byteSize) / (double) (1 << 20));
    }

    private static String span(Spread spread) {
        return number(spread.median()) + " (" + number(spread.min()) + " to " + number(spread.max()) + ")";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
