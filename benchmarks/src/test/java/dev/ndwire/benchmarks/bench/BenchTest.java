package dev.ndwire.benchmarks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.benchmarks.measure.Pace;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as a user types it.
class BenchTest {
    private static final String LABELS =
            "serialize, deserialize, roundtrip, pickle, messages, compress, gather, compute, elements, npy, npz,"
                    + " tables, tcp, python, unix, tls, trips, shm, many, connections, memory, series, dataframes";

    private record Said(int code, String out, String err) {}

    private static Said bench(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Bench.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void tellsItsSuites() {
        Said said = bench("--list");

        assertThat(said.code()).isZero();
        assertThat(said.out()
                        .lines()
                        .map(line -> line.substring(0, line.indexOf(" ")))
                        .collect(Collectors.joining(", ")))
                .isEqualTo(LABELS);
        assertThat(said.out().lines().filter(line -> line.endsWith(" (--quick leaves it out unless named)")))
                .hasSize(6)
                .contains("series       An array to a second JVM by size (--quick leaves it out unless named)");
    }

    @Test
    void refusesUnknownSuiteInOneLineBeforeAnythingRuns() {
        Said said = bench("--suite", "messages,nope");

        assertThat(said)
                .isEqualTo(new Said(
                        2,
                        "",
                        "ndwire bench: no suite 'nope', only " + LABELS
                                + ", and transports for all between processes; see 'ndwire bench --help'"
                                + System.lineSeparator()));
    }

    @Test
    void refusesFolderThatIsThere(@TempDir Path folder) {
        Said said = bench("--suite", "gather", "--out", folder.toString());

        assertThat(said)
                .isEqualTo(new Said(1, "", "ndwire bench: '" + folder + "' is there already" + System.lineSeparator()));
    }

    @Test
    void refusesSizesAndRoundsThatAreNone() {
        assertThat(bench("--sizes", "12").err())
                .isEqualTo("ndwire bench: --sizes has '12': a multiple of 8 bytes above 0 is allowed; see 'ndwire bench"
                        + " --help'" + System.lineSeparator());
        assertThat(bench("--rounds", "0").err())
                .isEqualTo("ndwire bench: --rounds is 0: a number above 0 is allowed; see 'ndwire bench --help'"
                        + System.lineSeparator());
    }

    @Test
    void refusesSizesThatASuiteCannotTake() {
        String see = "; see 'ndwire bench --help'" + System.lineSeparator();

        assertThat(bench("--suite", "pickle,serialize", "--sizes", "64KiB,24"))
                .isEqualTo(new Said(
                        2,
                        "",
                        "ndwire bench: --sizes has '24': suite serialize takes multiples of 16 B up to 1 GiB" + see));
        assertThat(bench("--suite", "dataframes", "--sizes", "1000").err())
                .isEqualTo(
                        "ndwire bench: --sizes has '1000': suite dataframes takes multiples of 64 B up to 8 GiB" + see);
        assertThat(bench("--sizes", "2GiB").err())
                .isEqualTo(
                        "ndwire bench: --sizes has '2GiB': suite serialize takes multiples of 16 B up to 1 GiB" + see);
    }

    @Test
    void takesArraysOfAnySize() {
        assertThat(bench("--smoke", "--suite", "pickle", "--sizes", "24,1000").code())
                .isZero();
        assertThat(bench("--smoke", "--rivals", "--suite", "serialize,deserialize,roundtrip", "--sizes", "16,1008"))
                .extracting(Said::code)
                .isEqualTo(0);
    }

    @Test
    void chosenSizesAreForSuitesThatHaveSome() {
        Plan plan = new Plan(List.of(), Pace.QUICK, Set.of(Role.Kind.values()), List.of(1L << 16), 0, true);

        assertThat(JmhSuite.ALL)
                .filteredOn(
                        suite -> suite.parameters(plan).stream().anyMatch(map -> "65536".equals(map.get("byteSize"))))
                .extracting(JmhSuite::label)
                .containsExactly("serialize", "deserialize", "roundtrip", "pickle", "compress", "npy", "npz");
    }

    @Test
    void tellsAPipeWhichSuiteItIsAt() {
        List<String> lines =
                bench("--smoke", "--suite", "messages,tls").err().lines().toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).matches("suite messages, 1 of 2, about 0:0\\d left");
        assertThat(lines.get(1)).matches("suite tls, 2 of 2, about \\d+:\\d\\d left");
    }

    @Test
    void measuresBetweenProcessesIntoTheSameFolder(@TempDir Path folder) throws IOException {
        Path results = folder.resolve("out");

        Said said = bench(
                "--suite",
                "trips,unix",
                "--sizes",
                "8KiB",
                "--rounds",
                "1",
                "--quick",
                "--without-python",
                "--out",
                results.toString());

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("## An array to a second JVM over Unix sockets")
                .contains("| benchmark | with | ndwire | GB/s | allocated, B | ndwire / raw NIO on a Unix socket |")
                .contains("| `put.ndwire` | 8 KiB, warm | ", "![An array to a second JVM over Unix sockets](unix.svg)")
                .contains("(trips-percentiles.svg)", "## Where a rival is ahead");
        assertThat(results.resolve("trips-percentiles.svg")).exists();
        Said same = bench("--compare", results.toString(), results.toString());
        assertThat(same.code()).isZero();
        assertThat(same.out()).endsWith(" within noise, 0 in one of the two only" + System.lineSeparator());
    }

    @Test
    void callsEachBenchmarkOfASuiteOnce() {
        assertThat(bench("--smoke", "--suite", "messages").out())
                .isEqualTo("2 benchmarks ran" + System.lineSeparator());
        assertThat(bench("--smoke", "--rivals", "--suite", "messages").out())
                .isEqualTo("3 benchmarks ran" + System.lineSeparator());
    }

    @Test
    void tellsWhatBecameSlowerByItsExitCode(@TempDir Path folder) throws IOException {
        Path before = results(folder.resolve("before"), "[[100.0, 101.0, 103.0]]");
        Path slower = results(folder.resolve("slower"), "[[110.0, 111.0, 112.0]]");
        Path noisy = results(folder.resolve("noisy"), "[[102.0, 120.0, 130.0]]");

        Said changed = bench("--compare", before.toString(), slower.toString());

        assertThat(changed.code()).isEqualTo(1);
        assertThat(changed.out().lines())
                .containsExactly(
                        "slower  messages SmallMessage.dumps: 101 ns → 111 ns, +10 %",
                        "1 slower, 0 faster, 0 within noise, 0 in one of the two only");
        assertThat(bench("--compare", slower.toString(), before.toString())
                        .out()
                        .lines())
                .startsWith("faster  messages SmallMessage.dumps: 111 ns → 101 ns, -9 %");
        assertThat(bench("--compare", before.toString(), noisy.toString()))
                .isEqualTo(new Said(
                        0,
                        "0 slower, 0 faster, 1 within noise, 0 in one of the two only" + System.lineSeparator(),
                        ""));
    }

    @Test
    void tellsWhatAllocatesMoreByItsExitCode(@TempDir Path folder) throws IOException {
        Path before = results(folder.resolve("before"), "[[100.0]]", 1000);
        Path more = results(folder.resolve("more"), "[[100.0]]", 1100);
        Path noise = results(folder.resolve("noise"), "[[100.0]]", 1099);

        Said changed = bench("--compare", before.toString(), more.toString());

        assertThat(changed.code()).isEqualTo(1);
        assertThat(changed.out().lines())
                .containsExactly(
                        "more    messages SmallMessage.dumps: allocates 1000 B → 1100 B",
                        "0 slower, 0 faster, 1 within noise, 0 in one of the two only");
        assertThat(bench("--compare", before.toString(), noise.toString()).code())
                .isZero();
        Said back = bench(
                "--compare",
                more.toString(),
                results(folder.resolve("less"), "[[100.0]]", 900).toString());
        assertThat(back.code()).isZero();
        assertThat(back.out().lines()).startsWith("less    messages SmallMessage.dumps: allocates 1100 B → 900 B");
        Path few = results(folder.resolve("few"), "[[100.0]]", 10);
        Path some = results(folder.resolve("some"), "[[100.0]]", 73);
        assertThat(bench("--compare", few.toString(), some.toString()).code()).isZero();
    }

    @Test
    void refusesToCompareWhatIsNoFolderOfResults(@TempDir Path folder) throws IOException {
        Path before = results(folder.resolve("before"), "[[1.0]]");
        Path broken = results(folder.resolve("broken"), "[[]]");

        assertThat(bench("--compare", before.toString(), folder.toString()).err())
                .isEqualTo("ndwire bench: no results in '" + folder + "': there is neither jmh.json nor transports.json"
                        + System.lineSeparator());
        assertThat(bench("--compare", before.toString(), broken.toString()).err())
                .isEqualTo("ndwire bench: '" + broken.resolve("jmh.json")
                        + "' is not JMH's: no times of dev.ndwire.benchmarks.SmallMessage.dumps"
                        + System.lineSeparator());
    }

    private static Path results(Path folder, String times) throws IOException {
        return results(folder, times, 24);
    }

    private static Path results(Path folder, String times, int allocatedBytes) throws IOException {
        Files.createDirectories(folder);
        String allocated = "\"secondaryMetrics\": {\"gc.alloc.rate.norm\": {\"score\": " + allocatedBytes + "}}";
        Files.writeString(
                folder.resolve("jmh.json"),
                run("SmallMessage.dumps", "{}", "ns/op", times).replace("\"secondaryMetrics\": {}", allocated));
        return folder;
    }

    private static String run(String benchmark, String parameters, String unit, String times) {
        return """
                [{"benchmark": "dev.ndwire.benchmarks.%s", "params": %s,
                  "primaryMetric": {"scoreUnit": "%s", "rawData": %s}, "secondaryMetrics": {}}]
                """.formatted(benchmark, parameters, unit, times);
    }

    @Test
    void leavesOutWhatARivalCannotAndSaysSo() {
        JmhRuns plan = new JmhRuns(JmhSuite.SERIALIZE, Plan.of(List.of(), Pace.SMOKE));

        assertThat(new JmhRuns(JmhSuite.SERIALIZE, Plan.of(List.of(), Pace.FULL)).leftOut())
                .contains(
                        "DJL is not measured with STRUCTURED, since it has no records.",
                        "Arrow Java, one column is not measured with STEPPED, TRANSPOSED, since it has no strides.",
                        "`SerializeArray.tensor` is not measured with STRUCTURED, since Arrow's tensors are of numbers.");
        assertThat(plan.leftOut())
                .contains("Arrow Java, one column is not measured with TRANSPOSED, since it has no strides.");
        assertThat(new JmhRuns((JmhSuite) Suites.of("roundtrip").get(0), Plan.of(List.of(), Pace.QUICK)).leftOut())
                .noneMatch(line -> line.contains(" is not measured with "));
        // A structured matrix that is transposed is for three of ours, a floor, and four general serializers.
        int rivals = plan.leftOut().stream().anyMatch(line -> line.startsWith("ND4J is not measured, ")) ? 10 : 11;
        assertThat(plan.rowCount()).isEqualTo(4 + 1 + rivals + 3 + 1 + 4);
        assertThat(plan.options().stream()
                        .mapToInt(options -> options.getIncludes().size())
                        .sum())
                .isEqualTo(plan.rowCount());
    }

    @Test
    void everyFloorAndRivalIsBesideABenchmarkOfOurs() {
        for (JmhSuite suite : JmhSuite.ALL) {
            for (Class<?> type : suite.classes()) {
                List<String> ours = Benchmarks.of(type).stream()
                        .filter(method -> Benchmarks.role(method).kind() == Role.Kind.OURS)
                        .map(Method::getName)
                        .toList();
                Benchmarks.of(type)
                        .forEach(method -> assertThat(Benchmarks.role(method).of())
                                .as(type.getSimpleName() + "." + method.getName())
                                .satisfiesAnyOf(
                                        of -> assertThat(of).isEmpty(),
                                        of -> assertThat(of).anyMatch(ours::contains)));
            }
        }
    }
}
