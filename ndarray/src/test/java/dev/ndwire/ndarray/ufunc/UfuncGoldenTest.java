package dev.ndwire.ndarray.ufunc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.array.ArrayMath;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every function as numpy computed it: dtype, shape and each element, or the refusal.
class UfuncGoldenTest {
    private static final List<String> NUMBERS =
            List.of("?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16");

    @Test
    void givesTheDTypesOfNumpy() {
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (List<String> line : GoldenLines.read("ufunc/types.txt")) {
            Ufunc function = Ufunc.valueOf(line.get(0).toUpperCase(Locale.ROOT));
            int first = function.arity();
            for (int i = first; i < line.size(); i++) {
                Object last = typed(i - first);
                Object[] operands = first == 1 ? new Object[] {last} : new Object[] {typed(line.get(1)), last};
                String found = dtype(function, operands);
                if (!found.equals(line.get(i))) {
                    wrong.add(line.get(0) + " " + (first == 1 ? "" : line.get(1)) + " " + i + ": " + found + ", numpy "
                            + line.get(i));
                }
                checked++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(checked).isGreaterThan(10_000);
    }

    private static String dtype(Ufunc function, Object... operands) {
        try {
            return "'" + ArrayMath.evaluate(function, operands).dtype().str() + "'";
        } catch (IllegalArgumentException refused) {
            return "error";
        }
    }

    private static Object typed(String name) {
        int at = NUMBERS.indexOf(name.equals("b1") ? "?" : name);
        return at >= 0 ? typed(at) : UfuncLines.operand("=" + name);
    }

    private static Object typed(int at) {
        if (at < NUMBERS.size()) {
            NDArray one = NDArray.zeros(DType.parse(NUMBERS.get(at)), 1);
            one.set(one.dtype().equals(DType.BOOL) ? (Object) true : 1, 0);
            return one;
        }
        return UfuncLines.operand(List.of("=True", "=1", "=1.5", "=1j").get(at - NUMBERS.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"numbers", "weak", "times", "texts", "structs"})
    void computesWhatNumpyComputes(String file) {
        List<String> wrong = new ArrayList<>();
        List<List<String>> lines = GoldenLines.read("ufunc/" + file + ".txt");
        for (List<String> line : lines) {
            String difference = UfuncLines.difference(line);
            if (difference != null) {
                wrong.add(String.join(" ", line)
                                .substring(
                                        0, Math.min(120, String.join(" ", line).length())) + " -> " + difference);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(lines).hasSizeGreaterThan(300);
    }
}
