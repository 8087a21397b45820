package dev.ndwire.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.vectors.Json;
import dev.ndwire.ndarray.array.ArrayMath;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How far functions are from the truth, in steps of the last place: what the documentation of [ArrayMath] says holds,
/// for every function and dtype. The truth is told by numpy's long doubles.
class AccuracyTest {
    private static final String SEED = System.getProperty("ndwire.accuracy.seed", "20261126");

    /// What the documentation says. Rounding alone costs half a step.
    private static final double MOST_OF_FLOAT64 = 2;

    private static final double MOST_OF_SMALLER = 0.51;
    private static final double MOST_OF_FLOAT32_ANGLES = 1.5;
    private static final double MOST_OF_COMPLEX128 = 8;
    private static final double MOST_OF_COMPLEX128_POWERS = 64;

    @Test
    void isAsCloseToTheTruthAsDocumented() throws IOException {
        System.out.println("accuracy: seed " + SEED);
        Map<String, Map<String, Double>> found = new LinkedHashMap<>();
        var script = LivePython.SCRIPTS.resolveSibling("differential").resolve("accuracy.py");
        try (var process = LivePython.environment().start(script, List.of(SEED))) {
            for (Json line = Json.parse(process.readLine());
                    line.has("function");
                    line = Json.parse(process.readLine())) {
                found.computeIfAbsent(line.get("function").text(), name -> new LinkedHashMap<>())
                        .put(line.get("dtype").text(), most(line));
            }
        }
        System.out.println("accuracy: steps of the last place, at most\n" + table(found));
        var tooFar = new ArrayList<String>();
        found.forEach((function, row) -> row.forEach((dtype, steps) -> {
            if (!(steps <= allowed(function, dtype))) {
                tooFar.add(function + " of " + dtype + ": " + steps);
            }
        }));
        assertThat(found).hasSizeGreaterThan(25);
        assertThat(tooFar).isEmpty();
    }

    private static double allowed(String function, String dtype) {
        boolean isAngle = function.equals("degrees") || function.equals("radians");
        return switch (dtype) {
            case "f8" -> MOST_OF_FLOAT64;
            case "f4" -> isAngle ? MOST_OF_FLOAT32_ANGLES : MOST_OF_SMALLER;
            case "c16" -> function.equals("power") ? MOST_OF_COMPLEX128_POWERS : MOST_OF_COMPLEX128;
            default -> MOST_OF_SMALLER;
        };
    }

    private static String table(Map<String, Map<String, Double>> found) {
        var text = new StringBuilder();
        found.forEach((function, row) -> {
            text.append(String.format(Locale.ROOT, "%-12s", function));
            row.forEach((dtype, steps) -> text.append(String.format(Locale.ROOT, " %4s %6.3f", dtype, steps)));
            text.append('\n');
        });
        return text.toString();
    }

    private static double most(Json line) {
        DType dtype = DType.parse(line.get("dtype").text());
        Object[] inputs = line.get("inputs").list().stream()
                .map(input -> array(input, dtype))
                .toArray();
        Ufunc function = Ufunc.valueOf(line.get("function").text().toUpperCase(Locale.ROOT));
        NDArray computed = ArrayMath.evaluate(function, inputs);
        boolean isComplex = computed.dtype().kind() == Kind.COMPLEX;
        int parts = isComplex ? 2 : 1;
        double[] values =
                (isComplex ? joined(computed) : computed).astype(DType.FLOAT64).toDoubleArray();
        double[] nearest = array(line.get("nearest"), DType.FLOAT64).toDoubleArray();
        double[] rest = array(line.get("rest"), DType.FLOAT64).toDoubleArray();
        assertThat(values).hasSameSizeAs(nearest);
        assertThat(values.length).isPositive();
        int byteSize = (int) computed.dtype().itemSize() / parts;
        double most = 0;
        for (int i = 0; i < values.length; i += parts) {
            double size = Math.max(Math.abs(nearest[i]), Math.abs(nearest[i + parts - 1]));
            for (int part = i; part < i + parts; part++) {
                double steps = Math.abs(values[part] - nearest[part] - rest[part]) / ulp(size, byteSize);
                // NaN counts as infinitely far away.
                most = steps <= most ? most : Double.isNaN(steps) ? Double.POSITIVE_INFINITY : steps;
            }
        }
        return most;
    }

    private static NDArray joined(NDArray complex) {
        return NDArray.stack(1, complex.real(), complex.imag());
    }

    private static NDArray array(Json base64, DType dtype) {
        byte[] bytes = Case.octets(base64);
        return NDArray.wrap(MemorySegment.ofArray(bytes), dtype, bytes.length / dtype.itemSize());
    }

    private static double ulp(double size, int byteSize) {
        return switch (byteSize) {
            case 2 -> Math.ulp((float) size) * 0x1p13;
            case 4 -> Math.ulp((float) size);
            default -> Math.ulp(size);
        };
    }
}
