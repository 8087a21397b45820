package dev.ndwire.benchmarks.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.benchmarks.bench.Requirements.Disk;
import dev.ndwire.benchmarks.measure.Pace;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.benchmarks.measure.Suite;
import dev.ndwire.benchmarks.transport.TransportSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is missing is told in one line, before anything runs.
class RequirementsTest {
    private static final long GIB = 1L << 30;
    private static final Disk TEMPORARY = new Disk(Path.of("tmp"), 64 * GIB);
    private static final Disk RESULTS = new Disk(Path.of("out"), 64 * GIB);
    private static final Requirements.PythonCheck FITS = () -> "";
    private static final Requirements ENOUGH = new Requirements(FITS, 64 * GIB, 64 * GIB, TEMPORARY, RESULTS, 99_999);

    private static Plan plan(boolean hasPython, Suite... suites) {
        return new Plan(List.of(suites), Pace.FULL, Set.of(Role.Kind.values()), List.of(), 0, hasPython);
    }

    private static void assertRefused(Requirements there, Plan plan, String why) {
        assertThatThrownBy(() -> there.check(plan))
                .isInstanceOf(IOException.class)
                .hasMessage(why);
    }

    @Test
    void takesWhatIsEnough() {
        Plan all = Plan.of(Suites.ALL, Pace.FULL);

        assertThatCode(() -> ENOUGH.check(all)).doesNotThrowAnyException();
    }

    @Test
    void refusesToCompareWithAPythonThatIsNotThere() {
        Requirements there = new Requirements(() -> "there is none", 64 * GIB, 64 * GIB, TEMPORARY, RESULTS, 99_999);

        assertRefused(
                there,
                plan(true, TransportSuite.UNIX, TransportSuite.TRIPS),
                "suite trips compares with Python, and there is none: 'mvn verify' installs one, NDWIRE_PYTHON names one"
                        + " that has distributed, pyarrow, pandas, lz4 and zstandard, --without-python leaves it out");
        assertThatCode(() -> there.check(plan(false, JmhSuite.PICKLE, JmhSuite.COMPRESS, TransportSuite.TRIPS)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAPythonThatLacksSomethingBeforeAnythingElse() {
        assertRefused(
                new Requirements(() -> "'py' does not fit (why)", 0, 0, TEMPORARY, new Disk(Path.of("out"), 0), 0),
                plan(true, TransportSuite.UNIX, TransportSuite.TCP, TransportSuite.TRIPS),
                "suite tcp compares with Python, and 'py' does not fit (why): 'mvn verify' installs one, NDWIRE_PYTHON names"
                        + " one that has distributed, pyarrow, pandas, lz4 and zstandard, --without-python leaves it out");
    }

    @Test
    void asksNoPythonWhereNoneIsUsed() {
        Requirements there = new Requirements(
                () -> {
                    throw new AssertionError("asked");
                },
                64 * GIB,
                64 * GIB,
                TEMPORARY,
                RESULTS,
                99_999);

        assertThatCode(() -> there.check(plan(false, TransportSuite.TCP))).doesNotThrowAnyException();
        assertThatCode(() -> there.check(plan(true, TransportSuite.UNIX))).doesNotThrowAnyException();
    }

    private static String askingPython(Set<Role.Kind> who, Pace pace, boolean hasPython) {
        return Suites.ALL.stream()
                .filter(suite -> suite.needsPython(new Plan(Suites.ALL, pace, who, List.of(), 0, hasPython)))
                .map(Suite::label)
                .collect(Collectors.joining(" "));
    }

    @Test
    void asksForPythonOnlyWhereItIsUsed() {
        Set<Role.Kind> all = Set.of(Role.Kind.values());

        assertThat(askingPython(all, Pace.QUICK, true))
                .isEqualTo(
                        "serialize deserialize roundtrip pickle messages compress gather compute elements npy npz tables tcp"
                                + " python trips many memory series dataframes");
        assertThat(askingPython(all, Pace.FULL, true)).contains(" compress ").doesNotContain("shm", "unix", "tls");
        assertThat(askingPython(Set.of(Role.Kind.OURS), Pace.QUICK, true)).isEqualTo("python memory dataframes");
        assertThat(askingPython(all, Pace.FULL, false)).isEmpty();
    }

    @Test
    void refusesWhatTheMachineHasNoMemoryFor() {
        assertRefused(
                new Requirements(FITS, 4 * GIB, 16 * GIB, TEMPORARY, RESULTS, 99_999),
                plan(false, TransportSuite.UNIX),
                "suite unix with arrays of 1 GiB needs 7 GiB of memory in all processes, 4 GiB are free: smaller --sizes"
                        + " are allowed");
        assertRefused(
                new Requirements(FITS, 8 * GIB, GIB, TEMPORARY, RESULTS, 99_999),
                plan(false, TransportSuite.UNIX),
                "suite unix with arrays of 1 GiB exceeds half of the memory budget, 1 GiB (NDWIRE_MEMORY): smaller --sizes"
                        + " are allowed");
        assertRefused(
                new Requirements(FITS, 3 * GIB, GIB, TEMPORARY, RESULTS, 99_999),
                plan(false, JmhSuite.GATHER),
                "suite gather needs 4 GiB of memory in all processes, 3 GiB are free");
    }

    @Test
    void refusesASeriesOnlyForSizesThatWereAskedFor() {
        Requirements there = new Requirements(FITS, 24 * GIB, 24 * GIB, TEMPORARY, RESULTS, 99_999);
        List<Suite> series = List.of(TransportSuite.SERIES);
        Plan asked = new Plan(series, Pace.FULL, Set.of(Role.Kind.values()), List.of(1L << 10, 4 * GIB), 0, true);

        assertThatCode(() -> there.check(Plan.of(series, Pace.FULL))).doesNotThrowAnyException();
        assertRefused(
                there,
                asked,
                "suite series with arrays of 4 GiB needs 39 GiB of memory in all processes, 24 GiB are free: smaller"
                        + " --sizes are allowed");
    }

    @Test
    void refusesWhatTheDiskHasNoRoomFor() {
        assertRefused(
                new Requirements(FITS, 64 * GIB, 64 * GIB, new Disk(Path.of("tmp"), 2 * GIB), RESULTS, 99_999),
                plan(true, JmhSuite.NPY),
                "suite npy needs 3 GiB for its files, 2 GiB are free in 'tmp'");
        Requirements little =
                new Requirements(FITS, 64 * GIB, 64 * GIB, new Disk(Path.of("tmp"), 1 << 22), RESULTS, 99_999);
        assertThatCode(() -> little.check(Plan.of(List.of(JmhSuite.NPY), Pace.QUICK)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAnArchiveThatTheDiskHasNoRoomFor() {
        Plan npz = plan(false, JmhSuite.NPZ);

        assertRefused(
                new Requirements(FITS, 64 * GIB, 64 * GIB, new Disk(Path.of("tmp"), (256L << 20) - 1), RESULTS, 99_999),
                npz,
                "suite npz needs 256 MiB for its files, 256.0 MiB are free in 'tmp'");
        assertThatCode(() -> new Requirements(
                                FITS, 64 * GIB, 64 * GIB, new Disk(Path.of("tmp"), 256L << 20), RESULTS, 99_999)
                        .check(npz))
                .doesNotThrowAnyException();
        // Python gets the numbers in files.
        assertRefused(
                new Requirements(FITS, 64 * GIB, 64 * GIB, new Disk(Path.of("tmp"), 1), RESULTS, 99_999),
                plan(true, JmhSuite.COMPRESS),
                "suite compress needs 128 MiB for its files, 1 B are free in 'tmp'");
    }

    @Test
    void refusesResultsThatTheDiskHasNoRoomFor() {
        assertRefused(
                new Requirements(FITS, 64 * GIB, 64 * GIB, TEMPORARY, new Disk(Path.of("out"), 3L << 20), 99_999),
                plan(false, JmhSuite.MESSAGES),
                "results need 8 MiB, 3 MiB are free for 'out'");
    }

    @Test
    void asksForTheDiskOfAFolderThatIsToBeMade(@TempDir Path folder) throws IOException {
        Path results = folder.resolve("not").resolve("yet");

        Disk disk = Disk.of(results);

        assertThat(disk.folder()).isEqualTo(results);
        assertThat(disk.freeBytes()).isBetween(1L, Files.getFileStore(folder).getTotalSpace());
    }

    @Test
    void refusesMoreConnectionsThanThereMayBe() {
        assertRefused(
                new Requirements(FITS, 64 * GIB, 64 * GIB, TEMPORARY, RESULTS, 1024),
                plan(true, TransportSuite.CONNECTIONS),
                "suite connections needs 2200 descriptors, 1024 are allowed: raise 'ulimit -n'");
    }
}
