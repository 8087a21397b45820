package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.Npz;
import dev.ndwire.ndarray.npy.NpzCompression;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    @TempDir
    Path folder;

    private String write(String name, NDArray array) throws IOException {
        Path file = folder.resolve(name);
        Npy.write(file, array);
        return file.toString();
    }

    private static void assertDiff(int code, String out, String... args) {
        Cli.Result result = Cli.run(args);

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(out);
        assertThat(result.code()).isEqualTo(code);
    }

    private static void assertTrouble(String line, String... args) {
        Cli.Result result = Cli.run(args);

        assertThat(result.err()).isEqualTo("ndwire: " + line + "\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void saysNothingOfWhatIsTheSame() throws IOException {
        NDArray array = NDArray.of(new double[][] {{1, Double.NaN}, {0.0, 4}});
        String a = write("a.npy", array);
        NDArray other = array.copy(Order.F);
        other.setDouble(-0.0, 1, 0);
        String b = write("b.npy", other);

        assertDiff(0, "", "diff", a, b);
        assertDiff(0, "", "diff", a, a);
    }

    @Test
    void tellsCountFirstAndLargestError() throws IOException {
        double[][] values = new double[300][400];
        String a = write("a.npy", NDArray.of(values));
        values[2][399] = 1.5;
        values[150][7] = -2.25;
        values[299][399] = 1e-9;
        String b = write("b.npy", NDArray.of(values));

        assertDiff(1, """
                different      3 of 120000 elements
                first          [2, 399]: 0.0 and 1.5
                largest error  2.25 at [150, 7]: 0.0 and -2.25
                """, "diff", a, b);
        assertDiff(
                1,
                "{\"key\": \"a\", \"same\": false, \"dtypes\": [\"float64\", \"float64\"],"
                        + " \"shapes\": [[300, 400], [300, 400]], \"size\": 120000, \"different\": 3,"
                        + " \"first\": {\"index\": [2, 399], \"values\": [\"0.0\", \"1.5\"]},"
                        + " \"largest_error\": {\"index\": [150, 7], \"values\": [\"0.0\", \"-2.25\"],"
                        + " \"error\": \"2.25\"}}\n",
                "diff",
                "--json",
                a,
                b);
    }

    @Test
    void tellsOfDTypesAndShapes() throws IOException {
        String a = write("a.npy", NDArray.of(new double[] {1, 2}));
        String b = write("b.npy", NDArray.of(new float[] {1, 2}));
        String c = write("c.npy", NDArray.of(new long[] {1, 2, 3}));
        String d = write("d.npy", NDArray.of(new String[] {"1", "2"}));

        assertDiff(1, "dtype      float64 and float32\ndifferent  0 of 2 elements\n", "diff", a, b);
        assertDiff(0, "", "diff", "--values", a, b);
        assertDiff(1, "dtype  float64 and int64\nshape  (2,) and (3,)\n", "diff", a, c);
        assertDiff(
                1,
                "different  cannot be told: elements of dtypes float64 and <U1 are not compared\n",
                "diff",
                "--values",
                a,
                d);
    }

    @Test
    void numbersMayBeAsFarApartAsIsAllowed() throws IOException {
        String a = write("a.npy", NDArray.of(new long[] {100, 200, 300}));
        String b = write("b.npy", NDArray.of(new long[] {101, 200, 310}));

        assertDiff(0, "", "diff", "--atol", "1", "--rtol", "0.03", a, b);
        assertDiff(1, """
                different      1 of 3 elements
                first          [2]: 300 and 310
                largest error  10.0 at [2]: 300 and 310
                """, "diff", "--atol", "1", a, b);
        assertTrouble(
                "tolerances are -1.0 and 0.0, allowed are 0 and more; see 'ndwire diff --help'",
                "diff",
                "--rtol=-1",
                a,
                b);
    }

    @Test
    void longDoublesAreNumbersToo() throws IOException {
        String a = write("a.npy", NDArray.of(new String[] {"1.5", "1"}).astype(DType.LONGDOUBLE));
        String b = write(
                "b.npy",
                NDArray.of(new String[] {"1.5", "1.0000000000000000001"}).astype(DType.LONGDOUBLE));
        String c = write("c.npy", NDArray.of(new double[] {1.5, 1}));

        assertDiff(1, """
                different      1 of 2 elements
                first          [1]: 1.0 and 1.0000000000000000001
                largest error  1.0842021724855044e-19 at [1]: 1.0 and 1.0000000000000000001
                """, "diff", a, b);
        assertDiff(0, "", "diff", "--atol", "1e-15", a, b);
        assertDiff(0, "", "diff", "--values", a, c);
    }

    @Test
    void structuresAreComparedFieldByField() throws IOException {
        DType struct =
                DType.struct().field("x", DType.FLOAT64).field("n", DType.INT32).build();
        NDArray array = NDArray.zeros(struct, 3);
        array.field("x").setDouble(2.0, 1);
        String a = write("a.npy", array);
        String big = folder.resolve("big.npy").toString();
        assertThat(Cli.run("convert", a, big, "--byte-order", "big").code()).isZero();
        array.field("x").setDouble(2.001, 1);
        String b = write("b.npy", array);

        assertDiff(1, """
                different  1 of 3 elements
                first      [1]: (2.0, 0) and (2.001, 0)
                """, "diff", a, b);
        assertDiff(0, "", "diff", "--rtol", "0.01", a, b);
        assertDiff(0, "", "diff", "--values", a, big);
        assertDiff(0, "", "diff", "--values", "--rtol", "0.01", big, b);
        String dtypes = "[('x', '<f8'), ('n', '<i4')] and [('x', '>f8'), ('n', '>i4')]";
        assertDiff(
                1,
                "dtype      " + dtypes + "\ndifferent  cannot be told: elements of dtypes " + dtypes
                        + " are not compared\n",
                "diff",
                a,
                big);
    }

    @Test
    void comparesTimesOfDifferentUnitsAsInstants() throws IOException {
        String a = write("a.npy", NDArray.of(new String[] {"2026-08-01", "NaT"}).astype(DType.parse("M8[D]")));
        String b = write("b.npy", NDArray.of(new String[] {"2026-08-01", "NaT"}).astype(DType.parse("M8[ms]")));

        assertDiff(0, "", "diff", "--values", a, b);
        assertDiff(1, """
                dtype      datetime64[D] and datetime64[ms]
                different  cannot be told: elements of dtypes datetime64[D] and datetime64[ms] are not compared
                """, "diff", a, b);
    }

    @Test
    void comparesTheBytesOfMembersThatAreNoArrays() throws IOException {
        String a = MixedArchive.write(folder.resolve("a.npz"), "one", 1).toString();
        String b = MixedArchive.write(folder.resolve("b.npz"), "three", 2).toString();

        assertDiff(0, "", "diff", a, a);
        assertThat(Cli.run("diff", "--json", a, a).out())
                .startsWith("{\"key\": \"notes.txt\", \"same\": true, \"nbytes\": [3, 3]}\n"
                        + "{\"key\": \"objects\", \"same\": true, \"nbytes\": [");
        assertDiff(0, "", "diff", "--key", "notes.txt", a, a);
        assertDiff(1, """
                member     notes.txt
                different  in their bytes, 3 and 5 of them
                """, "diff", "--key", "notes.txt", a, b);
        assertThat(Cli.run("diff", a, b).out()).matches("""
                member     notes\\.txt
                different  in their bytes, 3 and 5 of them

                member     objects
                different  in their bytes, [0-9]+ and [0-9]+ of them

                array          x
                different      1 of 1 elements
                first          \\[\\]: 1 and 2
                largest error  1 at \\[\\]: 1 and 2
                """);
        assertDiff(
                1,
                "{\"key\": \"notes.txt\", \"same\": false, \"nbytes\": [3, 5]}\n",
                "diff",
                "--json",
                "--key",
                "notes.txt",
                a,
                b);
    }

    @Test
    void comparesArchivesByKeys() throws IOException {
        Path a = folder.resolve("a.npz");
        Path b = folder.resolve("b.npz");
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("same", NDArray.of(1L));
        arrays.put("gone", NDArray.of(2L));
        arrays.put("x", NDArray.of(new int[] {1, 2}));
        Npz.write(a, arrays);
        arrays.remove("gone");
        arrays.put("x", NDArray.of(new int[] {1, 5}));
        arrays.put("new", NDArray.of(3L));
        Npz.write(b, arrays, NpzCompression.DEFLATED);

        assertDiff(1, """
                array    gone
                only in  %s

                array          x
                different      1 of 2 elements
                first          [1]: 2 and 5
                largest error  3 at [1]: 2 and 5

                array    new
                only in  %s
                """.formatted(a, b), "diff", a.toString(), b.toString());
        assertDiff(0, "", "diff", "--key", "same", a.toString(), b.toString());
        assertThat(Cli.run("diff", "--json", a.toString(), b.toString()).out().lines())
                .startsWith(
                        "{\"key\": \"same\", \"same\": true, \"dtypes\": [\"int64\", \"int64\"], \"shapes\": [[], []],"
                                + " \"size\": 1, \"different\": 0, \"first\": null, \"largest_error\": null}",
                        "{\"key\": \"gone\", \"same\": false, \"only_in\": \"" + a + "\"}");
        assertTrouble(
                "'" + a + "' has 3 arrays, and the other file one: --key names which; see 'ndwire diff --help'",
                "diff",
                a.toString(),
                write("x.npy", NDArray.of(1L)));
        assertDiff(1, "shape  () and (2,)\n", "diff", "--key", "x", "--values", folder + "/x.npy", b.toString());
    }

    @Test
    void troubleIsTwo() throws IOException {
        String a = write("a.npy", NDArray.of(1L));
        Path absent = folder.resolve("absent.npy");

        assertTrouble("there is no file '" + absent + "'", "diff", a, absent.toString());
        assertTrouble("missing required parameter: 'B'; see 'ndwire diff --help'", "diff", a);
    }

    @Test
    void comparesWhatIsLargerThanAPieceOnATerminal() throws IOException {
        NDArray array = NDArray.zeros(DType.INT16, 3, 1 << 20);
        String a = write("a.npy", array);
        array.setLong(9, 2, 1000);
        String b = write("b.npy", array);

        Cli.Result result = Cli.runOnTerminal("diff", a, b);

        assertThat(result.out()).isEqualTo("""
                different      1 of 3145728 elements
                first          [2, 1000]: 0 and 9
                largest error  9 at [2, 1000]: 0 and 9
                """);
        assertThat(result.err()).contains("\rdiff a.npy", "100%").endsWith("\r" + " ".repeat(79) + "\r");
    }
}
