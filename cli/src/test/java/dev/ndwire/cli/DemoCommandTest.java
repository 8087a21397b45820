package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {
    private static final String SPREAD = "[0-9.]+ \\([0-9.]+-[0-9.]+\\)";
    private static final String PEAK = "[0-9.]+ MiB \\(the array and [0-9.]+ MiB\\)";

    @Test
    void printsShortTable() {
        Cli.Result result = Cli.run("demo", "--size", "1MiB");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out().split("\n"))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("1 MiB of float64 to a second JVM and back over tcp, 5 times each way,"
                                        + " every byte checked; median (least-most)"),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line).matches("MEMORY +OVER +SECONDS +GB/S +SHARE OF RAW SOCKET"),
                        line -> assertThat(line).matches("fresh +ndwire +" + SPREAD + " +" + SPREAD + " +" + SPREAD),
                        line -> assertThat(line).matches(" +raw socket +" + SPREAD + " +" + SPREAD),
                        line -> assertThat(line).matches("warm +ndwire +" + SPREAD + " +" + SPREAD + " +" + SPREAD),
                        line -> assertThat(line).matches(" +raw socket +" + SPREAD + " +" + SPREAD),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line)
                                .matches("peak memory  " + PEAK + " here, " + PEAK + " in the second JVM"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "unix", "shm"})
    void goesOverEveryTransportBetweenTwoJvms(String via) {
        Cli.Result result = Cli.run("demo", "--size", "1MiB", "--via", via);

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out().lines().toList())
                .contains("1 MiB of float64 to a second JVM and back over " + via + ", 5 times each way,"
                        + " every byte checked; median (least-most)")
                .anyMatch(line -> line.matches("warm +ndwire +" + SPREAD + " +" + SPREAD + " +" + SPREAD));
        assertThat(result.out().contains("No byte is moved by ndwire")).isEqualTo(via.equals("shm"));
    }

    @Test
    void answersInJsonAndMovesTheSmallestArray() {
        Cli.Result result = Cli.run("demo", "--size", "8", "--json");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("{\"nbytes\": 8, \"dtype\": \"float64\", \"via\": \"tcp\", \"rounds\": 5, \"fresh\":"
                        + " {\"seconds\": {\"median\": ")
                .containsPattern(", \"peak_bytes\": [0-9]+, \"second_peak_bytes\": [0-9]+}\n$");
    }

    @Test
    void showsBarOnTerminal() {
        Cli.Result result = Cli.runOnTerminal("demo", "--size", "1MiB", "--json");

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("demo").contains("MiB").contains("\r");
    }

    @Test
    void refusesArrayThatNoMachineHoldsInOneLine() {
        Cli.Result result = Cli.run("demo", "--size", "4096TiB");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .matches("ndwire: an array of 4096 TiB exceeds the memory budget, .* \\(NDWIRE_MEMORY\\): a smaller"
                        + " --size is allowed\n");
    }
}
