package dev.ndwire.benchmarks.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.benchmarks.Python;
import dev.ndwire.cli.rig.Spread;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the report measures, what it refuses before that, and what it writes.
class TransportReportTest {
    private static final long GIB = 1L << 30;

    @TempDir
    private Path folder;

    @Test
    void measuresEverySuite() throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--quick",
                "--rounds",
                "1",
                "--sizes",
                "1MiB",
                "--output",
                folder.resolve("out").toString()));
        arguments.addAll(List.of("--suite", "tcp,python,unix,tls,trips,shm,many,connections,memory,series"));
        if (!Python.isThere()) {
            arguments.add("--without-python");
        }
        Plan plan = Plan.parse(arguments.toArray(String[]::new));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Plan smaller = new Plan(plan.suites(), plan.sizes(), plan.rounds(), 1, 3, 20, plan.hasPython(), plan.output());
        new TransportReport(smaller, new PrintStream(bytes, true, StandardCharsets.UTF_8), Progress.none()).run();

        String report = bytes.toString(StandardCharsets.UTF_8);
        assertThat(report)
                .contains("JVM to JVM over TCP, 1 MiB into fresh memory:")
                .contains("JVM to JVM over TCP, 1 MiB into warm memory:")
                .contains("JVM to JVM over Unix sockets, 1 MiB into warm memory:")
                .contains("JVM to JVM over TLS, 1 MiB into warm memory:")
                .contains("1 KiB there and back over Unix sockets, µs, 1 rounds of 3:")
                .contains("An array in shared memory handed over, until its first and last element are read, µs, 1")
                .contains("10,000 arrays of 1 KiB in one message over TCP:")
                .contains("20 connections over TCP, 2 of them busy")
                .contains("Peak memory of processes that move 1 MiB three times")
                .contains("JVM to JVM over TCP by size, into warm memory:");
        if (Python.isThere()) {
            assertThat(report)
                    .contains("JVM to Python over TCP, 1 MiB:", "Python to JVM over TCP, 1 MiB into warm memory:");
        }
        assertThat(Files.readString(folder.resolve("out/transports.md")))
                .contains(report.lines().skip(1).toList());
        assertThat(Files.readString(folder.resolve("out/transports.json")))
                .startsWith("{\"machine\": \"")
                .contains("{\"title\": \"JVM to JVM over TLS, 1 MiB into warm memory\", \"columns\": [\"way\",");
    }

    @Test
    void sheetIsWrittenForPeopleAndForPrograms() {
        Sheet sheet = new Sheet(
                "A \"title\"",
                List.of("way", "ms", "threads"),
                List.of(List.of("ndwire", new Spread(1, 2.5, 20), 3L), List.of("raw", 123.4, "")));

        assertThat(sheet.markdown()).isEqualTo("""

                        A "title":

                        | way | ms | threads |
                        |---|--:|--:|
                        | ndwire | 2.50 (1.00 to 20.0) | 3 |
                        | raw | 123 |  |
                        """);
        assertThat(sheet.json()).isEqualTo("""
                        {"title": "A \\"title\\"", "columns": ["way", "ms", "threads"], "rows": [
                          ["ndwire", {"min": 1.0, "median": 2.5, "max": 20.0}, 3],
                          ["raw", 123.4, ""]]}""");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Plan.parse("--suite", "tcp,ws"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "there is no suite 'ws', only [tcp, python, unix, tls, trips, shm, many, connections, memory,"
                                + " series]");
        assertThatThrownBy(() -> Plan.parse("--rounds", "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--rounds is '0': a number from 1 to 999999 is allowed");
        assertThatThrownBy(() -> Plan.parse("--sizes", "12"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--sizes has '12': a multiple of 8 bytes above 0 is allowed");
        assertThatThrownBy(() -> Plan.parse("--sizes"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("option '--sizes' has no value\n" + Plan.USAGE);
        assertThatThrownBy(() -> Plan.parse("--fast"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown option '--fast'\n" + Plan.USAGE);
    }

    @Test
    void refusesWhatTheMachineHasNoMemoryFor() {
        Plan plan = Plan.parse("--without-python", "--sizes", "1GiB", "--suite", "unix");

        assertThatThrownBy(() -> TransportReport.require(plan, 4 * GIB, 16 * GIB))
                .hasMessage("arrays of 1 GiB need 7 GiB of memory in all processes, 4 GiB are free: smaller --sizes"
                        + " are allowed");
        assertThatThrownBy(() -> TransportReport.require(plan, 8 * GIB, GIB))
                .hasMessage("arrays of 1 GiB exceed half of the memory budget, 1 GiB (NDWIRE_MEMORY): smaller --sizes"
                        + " are allowed");
    }
}
