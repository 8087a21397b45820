package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What numpy made of products, as `conformance/python/vectors/write_product_vectors.py` wrote it down.
class ProductsGoldenTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void multipliesAsNumpyDoes(boolean isOnHeap) {
        List<List<String>> lines = GoldenLines.read("linalg/products.txt");
        var differences = new ArrayList<String>();
        for (List<String> line : lines) {
            String expected = line.get(9);
            String actual = outcome(line, isOnHeap);
            if (!isSame(expected, actual)) {
                differences.add(String.join(" | ", line.subList(0, 9)) + "\nnumpy " + expected + "\nhere  " + actual);
            }
        }
        assertThat(lines).hasSizeGreaterThan(300);
        assertThat(String.join("\n", differences)).isEmpty();
    }

    @Test
    void addsUpManyProducts() {
        NDArray left = NDArray.of(new double[][] {{1, 2}, {3, 4}});
        assertThat(left.matmul(left)).isEqualTo(NDArray.of(new double[][] {{7, 10}, {15, 22}}));
        var ones = new double[100_000];
        Arrays.fill(ones, 1);
        NDArray row = NDArray.of(ones);
        assertThat(row.dot(row).getDouble()).isEqualTo(100_000);
        NDArray wide = row.reshape(100, 1000);
        assertThat(wide.matmul(wide.transpose()).sum().getDouble()).isEqualTo(1000 * 100 * 100);
    }

    @Test
    void refusesWhatDoesNotFit() {
        NDArray table = NDArray.zeros(DType.FLOAT32, 2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.dot(table))
                .withMessage("shapes (2,3) and (2,3) not aligned: 3 (dim 1) != 2 (dim 0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.matmul(NDArray.zeros(DType.FLOAT32)))
                .withMessage("matmul of an array of dimension 0, allowed are 1 and 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.matmul(NDArray.zeros(DType.bytes(3), 3)))
                .withMessage("matmul of elements of dtype |S3, allowed are numbers and bools");
    }

    private static boolean isSame(String expected, String actual) {
        if (expected.startsWith("error ") || actual.startsWith("error ")) {
            return expected.startsWith("error ") && actual.startsWith("error ");
        }
        String[] left = expected.split(" ", -1);
        String[] right = actual.split(" ", -1);
        if (!left[0].equals(right[0]) || !left[1].equals(right[1])) {
            return false;
        }
        DType dtype = DType.parse(left[0]);
        return (dtype.kind() == Kind.FLOAT || dtype.kind() == Kind.COMPLEX)
                ? areClose(dtype, left[2], right[2])
                : left[2].equals(right[2]);
    }

    /// Sums of up to 70 products that are about as large as the largest result.
    private static boolean areClose(DType dtype, String expected, String actual) {
        long size = dtype.itemSize() / (dtype.kind() == Kind.COMPLEX ? 2 : 1);
        double eps = size == 2 ? 0x1p-10 : size == 4 ? 0x1p-23 : 0x1p-52;
        MemorySegment left = MemorySegment.ofArray(HexFormat.of().parseHex(expected));
        MemorySegment right = MemorySegment.ofArray(HexFormat.of().parseHex(actual));
        double largest = 0;
        double error = 0;
        for (long at = 0; at < left.byteSize(); at += size) {
            double value = Elements.real(left, dtype.byteOrder(), size, at);
            double other = Elements.real(right, dtype.byteOrder(), size, at);
            largest = Math.max(largest, Math.abs(value));
            error = value == other ? error : Math.max(error, Math.abs(value - other));
        }
        return left.byteSize() == right.byteSize() && error <= 140 * eps * (largest + 186 * 186);
    }

    private static String outcome(List<String> line, boolean isOnHeap) {
        NDArray left = operand(line.subList(0, 4), isOnHeap);
        NDArray right = operand(line.subList(4, 8), isOnHeap);
        try {
            NDArray result = line.get(8).equals("dot") ? left.dot(right) : left.matmul(right);
            var bytes = new byte[(int) result.byteSize()];
            result.copyTo(MemorySegment.ofArray(bytes));
            return result.dtype().str() + " "
                    + Shapes.text(result.shape()).replace(" ", "") + " "
                    + HexFormat.of().formatHex(bytes);
        } catch (IllegalArgumentException refused) {
            return "error " + refused.getMessage();
        }
    }

    private static NDArray operand(List<String> columns, boolean isOnHeap) {
        return ReductionsGoldenTest.operand(
                columns.get(0), columns.get(1), columns.get(2), columns.get(3), 0, isOnHeap);
    }
}
