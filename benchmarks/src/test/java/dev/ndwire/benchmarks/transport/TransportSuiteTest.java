package dev.ndwire.benchmarks.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.benchmarks.Python;
import dev.ndwire.benchmarks.TerminalLine;
import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.benchmarks.measure.Findings;
import dev.ndwire.benchmarks.measure.Pace;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Progress;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.benchmarks.measure.Run;
import dev.ndwire.benchmarks.measure.Sheet;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the suites between processes measure, each once.
class TransportSuiteTest {
    private static final Progress NOBODY_LOOKS = new Progress(new TerminalLine(System.err, false), 1, 0);

    private static Findings.Content measured(Set<Role.Kind> who, boolean hasPython, TransportSuite... suites)
            throws Exception {
        Findings findings = new Findings();
        Plan plan = new Plan(List.of(suites), Pace.SMOKE, who, List.of(1L << 20), 1, hasPython);
        for (TransportSuite suite : suites) {
            suite.measure(new Run(plan, NOBODY_LOOKS, findings));
        }
        return findings.content();
    }

    private static List<String> keys(Findings.Content content) {
        return content.figures().stream().map(Figure::key).toList();
    }

    @Test
    void everySuiteHasOursTheFloorAndTheRivals(@TempDir Path folder) throws Exception {
        TransportSuite[] suites = Python.isThere()
                ? TransportSuite.values()
                : EnumSet.complementOf(EnumSet.of(TransportSuite.PYTHON)).toArray(TransportSuite[]::new);
        Findings.Content content = measured(EnumSet.allOf(Role.Kind.class), Python.isThere(), suites);

        assertThat(keys(content))
                .contains("tcp put.ndwire 1 MiB, fresh", "tcp put.raw NIO 1 MiB, warm")
                .contains("tcp put.Flight of Java 1 MiB, warm", "tls put.raw SSLEngine 1 MiB, warm")
                .contains("unix put.raw NIO on a Unix socket 1 MiB, fresh", "trips echo.ndwire Unix sockets")
                .contains("shm handOver.ndwire 1 KiB", "shm handOver.raw: link, socket, map 4 MiB")
                .contains("many putMany.raw NIO, into one region a JVM", "connections echo.ndwire 2 of 20")
                .contains("memory put.ndwire over TLS 1 MiB, receiver", "memory put.Flight of Java 1 MiB, sender")
                .contains("trips echo.ndwire shared memory", "memory put.ndwire over shared memory 1 MiB, receiver")
                .contains("series put.ndwire 1 MiB, shared memory")
                .contains("series put.Flight of Java 1 MiB, TCP", "series put.ndwire 1 MiB, Unix sockets")
                .contains("dataframes toJvm.ndwire arrow 1 batch, 1 MiB, fresh")
                .contains("dataframes toJvm.Flight of Java 2 batches, 1 MiB, warm");
        if (Python.isThere()) {
            assertThat(keys(content))
                    .contains("tcp put.distributed, Python to Python 1 MiB, warm")
                    .contains("python put.raw NIO, the same bytes to the same reader 1 MiB")
                    .contains("python get.raw NIO from sendall 1 MiB, fresh")
                    .contains("memory put.ndwire to Python 1 MiB, sender")
                    .contains("dataframes toPython.Flight of pyarrow, from Python 1 batch, 1 MiB");
        }
        assertThat(content.sheets().stream().map(Sheet::title))
                .contains("JVM to JVM over TCP, 1 MiB into fresh memory", "The server of 20 connections")
                .contains("Processor time of 1 KiB there and back, filling and comparing included")
                .contains("JVM to JVM over TCP into warm memory", "JVM to JVM over TLS into warm memory")
                .contains("What bounds TLS: AES-256 in GCM of Java alone, records of 16 KiB on one thread");
        // Of memory nothing is an operation, and Pythons are not asked what they allocate.
        assertThat(content.figures())
                .filteredOn(figure -> figure.allocatedBytes() < 0)
                .allMatch(figure -> figure.suite().equals("memory")
                        || figure.benchmark().equals("peakOfTable")
                        || figure.method().contains("Python"));
        assertThat(content.figures())
                .filteredOn(figure ->
                        figure.method().equals("ndwire") && !figure.suite().equals("memory"))
                .allMatch(figure -> figure.allocatedBytes() > 100);
        assertReadsAsItWasWritten(content, folder);
    }

    private static void assertReadsAsItWasWritten(Findings.Content content, Path folder) throws Exception {
        Findings findings = new Findings();
        content.figures().forEach(findings::add);
        content.sheets().forEach(findings::add);
        findings.write(folder);

        assertThat(Findings.read(folder)).isEqualTo(content);
    }

    /// All but the suite that is left out where there is no Python.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PYTHON")
    void everySuiteHasOnlyWhoIsAskedForAndAPythonOnlyWhereItSaysSo(TransportSuite suite) throws Exception {
        for (Set<Role.Kind> who : List.of(EnumSet.of(Role.Kind.OURS), EnumSet.of(Role.Kind.FLOOR, Role.Kind.RIVAL))) {
            Plan asked = new Plan(List.of(suite), Pace.SMOKE, who, List.of(1L << 20), 1, true);
            boolean hasPython = !suite.needsPython(asked);
            List<Figure> figures = measured(who, hasPython, suite).figures();

            // The server of many connections is ours alone.
            boolean hasAny = suite != TransportSuite.CONNECTIONS || who.contains(Role.Kind.OURS);
            assertThat(figures.isEmpty()).isEqualTo(!hasAny);
            assertThat(figures).allMatch(figure -> who.contains(figure.role().kind()));
            assertThat(figures).noneMatch(figure -> figure.method().matches(".*(Python|pyarrow).*"));
        }
    }

    @Test
    void aPeakIsThatOfTheProcessAlone() throws Exception {
        if (!Python.isThere()) {
            return;
        }
        long byteSize = 64L << 20;
        Findings findings = new Findings();
        Plan plan = new Plan(
                List.of(TransportSuite.MEMORY), Pace.SMOKE, EnumSet.of(Role.Kind.OURS), List.of(byteSize), 1, true);
        TransportSuite.MEMORY.measure(new Run(plan, NOBODY_LOOKS, findings));

        // Python holds the numbers once; what it had before may have been a little more than it has now.
        assertThat(findings.content().figures())
                .filteredOn(figure -> figure.parameters().containsValue("receiver, more than before"))
                .singleElement()
                .satisfies(figure -> assertThat(figure.value().median()).isBetween(-byteSize / 4.0, byteSize / 4.0));
    }
}
