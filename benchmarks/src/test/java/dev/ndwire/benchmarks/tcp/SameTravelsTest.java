package dev.ndwire.benchmarks.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.benchmarks.Python;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way brings the same numbers, and the report has each of them.
class SameTravelsTest {
    private static final long BYTE_SIZE = 3 << 18;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void bringTheSameNumbersToAJvm(int batchCount) throws Exception {
        try (TablePeer peer = new TablePeer(BYTE_SIZE, true)) {
            Ports ports = Ports.parse(peer.addresses());
            try (Peer control = new Peer(ports.address());
                    Ways ways = Ways.toJvm(control, ports)) {
                assertTheSame(control, ways, batchCount);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void bringTheSameNumbersToPython(int batchCount) throws Exception {
        assumeThat(Python.isThere()).as("a Python to compare with").isTrue();
        try (PythonPeer peer = new PythonPeer();
                Peer control = new Peer(peer.ports().address());
                Ways ways = Ways.toPython(control, peer.ports())) {
            assertTheSame(control, ways, batchCount);
        }
    }

    private static void assertTheSame(Peer control, Ways ways, int batchCount) throws Exception {
        try (Numbers numbers = Numbers.of(BYTE_SIZE, batchCount)) {
            long seed = -5;
            for (Way way : ways.all()) {
                way.prepare(numbers);
                for (int i = 0; i < 2; i++) {
                    seed += 7;
                    numbers.fill(seed);
                    way.fill(seed);
                    way.send();
                    assertThat(control.check(seed, BYTE_SIZE)).as(way.name()).isEqualTo(-1);
                    assertThat(control.check(seed + 1, BYTE_SIZE))
                            .as(way.name())
                            .isZero();
                    way.drop();
                }
            }
        }
    }

    @Test
    void areAllInTheReport() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TableReport(new PrintStream(bytes, true, StandardCharsets.UTF_8), 1, BYTE_SIZE, 1).run();

        String report = bytes.toString(StandardCharsets.UTF_8);
        assertThat(report.lines().filter(line -> line.startsWith("| ndwire, family `dask` |")))
                .hasSize(Python.isThere() ? 5 : 4);
        assertThat(report)
                .contains("JVM to JVM, 768 KiB in 8 columns and one batch, into fresh memory:")
                .contains("JVM to JVM, 768 KiB in 8 columns and 2 batches, into warm memory:")
                .contains("| ndwire, family `arrow` |", "| raw NIO |", "| Flight of Java |");
        if (Python.isThere()) {
            assertThat(report)
                    .contains("| raw NIO, the same bytes to the same reader |")
                    .contains("| raw NIO to `recv_into` |")
                    .contains("| Flight of Java to pyarrow's |")
                    .contains("| Flight of pyarrow, from Python |");
        }
    }

    @Test
    void differenceIsFoundWhereItIs() throws IOException {
        try (Numbers numbers = Numbers.of(BYTE_SIZE, 3)) {
            numbers.fill(1);
            numbers.buffers().get(9).fill((byte) 1);

            assertThat(Numbers.firstDifference(numbers.buffers(), 1))
                    .isEqualTo(9 * numbers.buffers().get(0).byteSize());
        }
    }
}
