package dev.ndwire.cli;

import dev.ndwire.cli.demo.Demo;
import dev.ndwire.cli.demo.DemoReport;
import dev.ndwire.cli.demo.Pairs;
import dev.ndwire.cli.demo.Via;
import dev.ndwire.cli.rig.Spread;
import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        sortOptions = false,
        description = {
            "Starts a second JVM, moves an array of float64 there and back, and checks every byte.",
            "The same bytes go over a raw socket between the same two processes, in turns: what share of its speed is"
                    + " left? Each both into memory fresh from the system and into memory that was used before.%n"
        })
final class DemoCommand extends Subcommand {
    // Below this, seconds are shown with more digits.
    private static final double SHORT_SECONDS = 0.01;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "1GiB",
            description = "The array's size, such as 64MiB or 3GiB; ${DEFAULT-VALUE} if left out.")
    String size = "";

    @Option(
            names = "--via",
            paramLabel = "SCHEME",
            defaultValue = "tcp",
            description = "How the two JVMs are connected: tcp, tls, unix or shm. The raw socket beside tls encrypts"
                    + " nothing, the one beside shm is a Unix socket.")
    String via = "";

    @Override
    public Integer call() throws IOException {
        Via connected = via();
        long byteSize = byteSize();
        DemoReport report;
        try (Progress progress = new Progress(streams(), "demo")) {
            report = Demo.run(connected, byteSize, progress);
        }
        if (json) {
            out().println(Json.of(members(report)));
        } else {
            print(report);
        }
        return DONE;
    }

    private Via via() {
        try {
            return Via.of(via);
        } catch (IllegalArgumentException e) {
            throw misuse("--via " + e.getMessage());
        }
    }

    private long byteSize() {
        long byteSize;
        try {
            byteSize = ByteSizes.parse(size);
        } catch (IllegalArgumentException e) {
            throw misuse("--size " + e.getMessage());
        }
        if (byteSize < Double.BYTES || byteSize % Double.BYTES != 0) {
            throw misuse("--size \"" + size + "\" is " + byteSize
                    + " bytes: only whole float64 numbers, multiples of 8 bytes from 8 on, are allowed");
        }
        return byteSize;
    }

    private void print(DemoReport report) {
        out().println(ByteSizes.format(report.byteSize()) + " of float64 to a second JVM and back over " + via + ", "
                + Demo.ROUNDS + " times each way, every byte checked; median (least-most)");
        out().println();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MEMORY", "OVER", "SECONDS", "GB/S", "SHARE OF RAW SOCKET"));
        addRows(rows, report, "fresh", report.fresh());
        addRows(rows, report, "warm", report.warm());
        Text.table(rows).forEach(line -> out().println(line.stripTrailing()));
        out().println();
        if (via.equals(Via.SHM.scheme())) {
            out().println("No byte is moved by ndwire: it is timed until the other JVM can read the array.");
        }
        out().println("peak memory  " + peak(report, report.peakBytes()) + " here, "
                + peak(report, report.secondPeakBytes()) + " in the second JVM");
    }

    private static void addRows(List<List<String>> rows, DemoReport report, String memory, Pairs pairs) {
        rows.add(List.of(
                memory,
                "ndwire",
                seconds(pairs.productSeconds()),
                text(speed(report, pairs.productSeconds()), "%.2f"),
                text(pairs.share(), "%.2f")));
        rows.add(List.of(
                "", "raw socket", seconds(pairs.rawSeconds()), text(speed(report, pairs.rawSeconds()), "%.2f"), ""));
    }

    private static String seconds(Spread spread) {
        return text(spread, spread.median() < SHORT_SECONDS ? "%.6f" : "%.3f");
    }

    /// There and back: twice the array.
    private static Spread speed(DemoReport report, Spread seconds) {
        return seconds.speedOf(2 * report.byteSize() / 1e9);
    }

    private static String text(Spread spread, String number) {
        return String.format(
                Locale.ROOT, number + " (" + number + "-" + number + ")", spread.median(), spread.min(), spread.max());
    }

    private static String peak(DemoReport report, long peakBytes) {
        if (peakBytes == 0) {
            return "unknown";
        }
        long above = peakBytes - report.byteSize();
        return ByteSizes.format(peakBytes) + (above < 0 ? "" : " (the array and " + ByteSizes.format(above) + ")");
    }

    private Map<String, @Nullable Object> members(DemoReport report) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("nbytes", report.byteSize());
        members.put("dtype", "float64");
        members.put("via", via);
        members.put("rounds", Demo.ROUNDS);
        members.put("fresh", members(report.fresh()));
        members.put("warm", members(report.warm()));
        members.put("peak_bytes", report.peakBytes() == 0 ? null : report.peakBytes());
        members.put("second_peak_bytes", report.secondPeakBytes() == 0 ? null : report.secondPeakBytes());
        return members;
    }

    private static Map<String, Object> members(Pairs pairs) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("seconds", members(pairs.productSeconds()));
        members.put("raw_seconds", members(pairs.rawSeconds()));
        members.put("share", members(pairs.share()));
        return members;
    }

    private static Map<String, Object> members(Spread spread) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("median", spread.median());
        members.put("min", spread.min());
        members.put("max", spread.max());
        return members;
    }
}
