package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MisuseTest {
    private static final String NOWHERE = "tcp://127.0.0.1:1";

    private static Arguments misuse(String line, String... args) {
        return Arguments.of(args, "ndwire: " + line + "\n");
    }

    static Stream<Arguments> misuses() {
        return Stream.of(
                misuse("a command is missing; see 'ndwire --help'"),
                misuse("'frobnicate' is no command; see 'ndwire --help'", "frobnicate"),
                misuse("unknown option '--fast'; see 'ndwire ls --help'", "ls", "--fast", NOWHERE),
                misuse("unexpected 'x'; see 'ndwire ls --help'", "ls", NOWHERE, "x"),
                misuse("missing required parameter: 'URI'; see 'ndwire ls --help'", "ls"),
                misuse("missing required parameter: 'FILE'; see 'ndwire put --help'", "put", NOWHERE),
                misuse(
                        "--size \"3 parsecs\" is no size in bytes: a number with one of the units B, kB, MB, GB, TB,"
                                + " KiB, MiB, GiB, TiB or none is allowed; see 'ndwire demo --help'",
                        "demo",
                        "--size",
                        "3 parsecs"),
                misuse(
                        "--size \"12\" is 12 bytes: only whole float64 numbers, multiples of 8 bytes from 8 on, are"
                                + " allowed; see 'ndwire demo --help'",
                        "demo",
                        "--size",
                        "12"),
                misuse(
                        "--via 'inproc' connects no two JVMs: tcp, tls, unix, shm are allowed; see 'ndwire demo --help'",
                        "demo",
                        "--via",
                        "inproc"),
                misuse("missing required option: '--listen=URI'; see 'ndwire serve --help'", "serve"),
                misuse(
                        "--key names one file, but there are 2; see 'ndwire put --help'",
                        "put",
                        NOWHERE,
                        "a.npy",
                        "b.npy",
                        "--key",
                        "k"),
                misuse(
                        "output 'x.npy' takes one array, but there are 2 keys: a .npz file or a directory takes them"
                                + " all; see 'ndwire get --help'",
                        "get",
                        NOWHERE,
                        "x",
                        "y",
                        "-o",
                        "x.npy"),
                misuse(
                        "--compress is for .npz files alone; see 'ndwire get --help'",
                        "get",
                        NOWHERE,
                        "x",
                        "--compress"),
                misuse(
                        "key '../x' is no safe file name: name a file with -o; see 'ndwire get --help'",
                        "get",
                        NOWHERE,
                        "../x"),
                misuse(
                        "key '..' is no safe file name: name a file with -o; see 'ndwire get --help'",
                        "get",
                        NOWHERE,
                        ".."),
                misuse(
                        "output 'x.csv' does not end in .npy, .npz, .arrow, .arrows or .feather, the only formats that are written;"
                                + " see 'ndwire get --help'",
                        "get",
                        NOWHERE,
                        "x",
                        "-o",
                        "x.csv"),
                misuse(
                        "--json answers on standard output, where -o - writes the array; see 'ndwire get --help'",
                        "get",
                        "--json",
                        NOWHERE,
                        "x",
                        "-o",
                        "-"));
    }

    @ParameterizedTest
    @MethodSource("misuses")
    void isToldInOneLineWithCodeTwo(String[] args, String line) {
        Cli.Result result = Cli.run(args);

        assertThat(result.err()).isEqualTo(line);
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void refusesToWriteAnArrayToATerminal() {
        Cli.Result result = Cli.runOnTerminal("get", NOWHERE, "x", "-o", "-");

        assertThat(result.err())
                .isEqualTo("ndwire: standard output is a terminal: -o - needs a pipe or a file;"
                        + " see 'ndwire get --help'\n");
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void helpIsForStandardOutputAndListsEveryCommand() {
        Cli.Result result = Cli.run("--help");

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("demo", "serve", "put", "get", "ls", "rm", "info", "Exit codes: 0 done, 1 failed, 2 misused");
        for (String command :
                new String[] {"serve", "put", "get", "ls", "rm", "info", "head", "convert", "diff", "demo"}) {
            assertThat(Cli.run(command, "--help").out()).startsWith("Usage: ndwire " + command);
        }
    }

    @Test
    void versionNamesTheJava() {
        Cli.Result result = Cli.run("--version");

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("ndwire ").contains("\njava " + Runtime.version());
    }
}
