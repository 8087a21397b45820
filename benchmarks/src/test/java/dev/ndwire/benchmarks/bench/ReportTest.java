package dev.ndwire.benchmarks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.benchmarks.Machine;
import dev.ndwire.benchmarks.Units;
import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.benchmarks.measure.Findings;
import dev.ndwire.benchmarks.measure.Note;
import dev.ndwire.benchmarks.measure.Pace;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.cli.rig.Spread;
import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/// What is made of figures: tables and charts.
class ReportTest {
    private static final String RUN = """
            {"benchmark": "dev.ndwire.benchmarks.PickleArray.%s", "params": {"byteSize": "%s"},
             "primaryMetric": {"scoreUnit": "us/op", "rawData": [[%s, %s], [%s]]},
             "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 2608.2}}}
            """;

    private static Path results(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("jmh.json"),
                "["
                        + String.join(
                                ",",
                                RUN.formatted("inBandDumps", 1024, "2.5", "2", "4"),
                                RUN.formatted("inBandDumps", 1048576, "30", "20", "40"),
                                RUN.formatted("rivalDumps", 1048576, "1000", "3000", "2000"),
                                RUN.formatted("floor", 1048576, "10", "15", "20"))
                        + "]");
        Files.writeString(folder.resolve("python.json"), """
                {"benchmark": "PickleArray.inBandDumps", "byteSize": "1024", "by": "CPython", "low": 900, "median": 1000, "high": 1100}
                """);
        return folder;
    }

    @Test
    void setsOursBesideFloorRivalAndPython(@TempDir Path folder) throws IOException {
        Report report = new Report(Figures.read(results(folder)), PythonTimes.read(folder));

        assertThat(report.table(JmhSuite.PICKLE)).isEqualTo("""
                | benchmark | with | ndwire | allocated, B | ndwire / floor | CPython | net.razorvine:pickle |
                |---|---|--:|--:|--:|--:|--:|
                | `PickleArray.inBandDumps` | 1 KiB | 2.50 µs (2.00 µs to 4.00 µs) | 2608 |  | 1.00 µs (900 ns to 1.10 µs), **0.40 ×** |  |
                | `PickleArray.inBandDumps` | 1 MiB | 30.0 µs (20.0 µs to 40.0 µs) | 2608 | 2.00 |  | 2.00 ms (1.00 ms to 3.00 ms), 66.7 × |
                """);
        assertThat(report.table(JmhSuite.GATHER)).isEmpty();
        assertThat(report.lost())
                .containsExactly("- `pickle PickleArray.inBandDumps 1 KiB`: CPython takes 1.00 µs, ours 2.50 µs");
    }

    @Test
    void writesReportThatNamesWhereARivalIsAheadAndItsCharts(@TempDir Path folder) throws Exception {
        Path file = new Results(results(folder)).writeReport("A day, a machine.", Plan.of(List.of(), Pace.FULL));

        assertThat(Files.readString(file))
                .startsWith("# Benchmarks\n\nA day, a machine.\n")
                .contains(
                        "\n## Pickles of an array and of small objects\n",
                        "![Pickles of an array and of small objects](pickle.svg)",
                        "(pickle-by-size.svg)")
                .endsWith("""
                        ## Where a rival is ahead

                        - `pickle PickleArray.inBandDumps 1 KiB`: CPython takes 1.00 µs, ours 2.50 µs
                        """);
        // Four figures of JMH and one of Python; one line for each method and Python, each with a stroke in the legend.
        assertThat(svg(folder.resolve("pickle.svg"))
                        .getElementsByTagName("rect")
                        .getLength())
                .isEqualTo(5);
        assertThat(svg(folder.resolve("pickle-by-size.svg"))
                        .getElementsByTagName("polyline")
                        .getLength())
                .isEqualTo(8);
    }

    @Test
    void tellsWhatWasLeftOutInTheSectionOfItsSuite(@TempDir Path folder) throws IOException {
        Findings findings = new Findings();
        findings.add(new Note("shm", "Arrays of 4 GiB are not handed over, since there is no room."));
        Results results = new Results(folder);
        results.write(findings);

        Path file = results.writeReport("A day, a machine.", Plan.of(List.of(), Pace.FULL));

        assertThat(Files.readString(file)).contains("""
                        ## An array in shared memory handed over, until its first and last element are read

                        Arrays of 4 GiB are not handed over, since there is no room.
                        """);
    }

    @Test
    void tellsHowLongSingleTimesTook(@TempDir Path folder) throws IOException {
        Findings findings = new Findings();
        Figure echo = Figure.time(
                "trips", "echo", "ndwire", Role.OURS, Map.of("over", "TCP"), new Spread(20_000, 26_000, 30_000));
        findings.add(echo.withPercentiles(
                Map.of(50.0, 26_000.0, 75.0, 27_000.0, 90.0, 28_000.0, 99.0, 137_000.0, 100.0, 1_300_000.0)));
        findings.add(Figure.time(
                "trips",
                "echo",
                "raw NIO",
                new Role(Role.Kind.FLOOR, "raw NIO", List.of()),
                Map.of("over", "TCP"),
                new Spread(1, 2, 3)));
        Results results = new Results(folder);
        results.write(findings);

        String report = Files.readString(results.writeReport("A day, a machine.", Plan.of(List.of(), Pace.FULL)));

        assertThat(report).contains("""
                ![1 KiB there and back on every road](trips-percentiles.svg)

                | single times | with | 50 % | 90 % | 99 % | 99.9 % | slowest |
                |---|---|--:|--:|--:|--:|--:|
                | `echo.ndwire` | TCP | 26.0 µs | 28.0 µs | 137 µs |  | 1.30 ms |
                """);
        // The slowest has no place on an axis of how many of so many.
        assertThat(Files.readString(folder.resolve("trips-percentiles.svg"))).doesNotContain("NaN", "Infinity");
        assertThat(report.lines().filter(line -> line.startsWith("| single times")))
                .hasSize(1);
    }

    private static Document svg(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(file))));
    }

    @Test
    void writesTimesAndSizesWithThreeDigits() {
        assertThat(Units.time(0.5)).isEqualTo("0.50 ns");
        assertThat(Units.time(1234)).isEqualTo("1.23 µs");
        assertThat(Units.time(1e11)).isEqualTo("100 s");
        assertThat(ByteSizes.format(67_108_864)).isEqualTo("64 MiB");
        assertThat(ByteSizes.format(1000)).isEqualTo("1000 B");
        assertThat(ByteSizes.format(0)).isEqualTo("0 B");
    }

    @Test
    void countsTheRowsThatJmhWillGive() {
        JmhRuns plan = new JmhRuns(JmhSuite.PICKLE, ours(Pace.FULL));

        // Four methods with three sizes each, and two without a size.
        assertThat(plan.rowCount()).isEqualTo(14);
        assertThat(new JmhRuns(JmhSuite.PICKLE, Plan.of(List.of(), Pace.QUICK)).rowCount())
                .isEqualTo(11);
        // An enum's constants are the values of its parameter.
        assertThat(new JmhRuns(JmhSuite.GATHER, ours(Pace.FULL)).rowCount()).isEqualTo(4);
    }

    private static Plan ours(Pace pace) {
        return new Plan(List.of(), pace, Set.of(Role.Kind.OURS), List.of(), 0, true);
    }

    @Test
    void shortensTheNameOfAMachineForAFolder() {
        Machine machine = new Machine("Intel(R) Xeon(R) CPU @ 2.20GHz", 2, 0, "Linux", "Java", -1);

        assertThat(machine.slug()).isEqualTo("intel-xeon-2-cores");
        assertThat(new Machine("", 8, 0, "", "", -1).slug()).isEqualTo("machine-8-cores");
    }
}
