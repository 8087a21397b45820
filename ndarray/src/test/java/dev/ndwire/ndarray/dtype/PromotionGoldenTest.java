package dev.ndwire.ndarray.dtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.value.Complex;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.GoldenLines;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Promotion and `can_cast` of all pairs of dtypes that numpy was asked about, compared with its answers.
class PromotionGoldenTest {
    private static final List<List<String>> PAIRS = GoldenLines.read("dtype/promotions.txt");
    private static final List<List<String>> RESULTS = GoldenLines.read("dtype/result-types.txt");

    static Stream<List<String>> results() {
        return RESULTS.stream();
    }

    @Test
    void promotesPairsAsNumpyDoes() {
        assertThat(PAIRS).hasSizeGreaterThan(4000).allSatisfy(columns -> {
            DType left = dtype(columns.get(0));
            DType right = dtype(columns.get(1));
            if (columns.get(2).equals("!")) {
                assertThatIllegalArgumentException().isThrownBy(() -> Promotion.of(left, right));
            } else {
                assertThat(Promotion.of(left, right)).isEqualTo(dtype(columns.get(2)));
            }
        });
    }

    @Test
    void allowsConversionsAsNumpyDoes() {
        assertThat(PAIRS).allSatisfy(columns -> {
            DType from = dtype(columns.get(0));
            DType to = dtype(columns.get(1));
            var levels = List.of(Casting.NO, Casting.EQUIV, Casting.SAFE, Casting.SAME_KIND, Casting.UNSAFE);
            int strictest = columns.get(3).equals("-") ? levels.size() : Integer.parseInt(columns.get(3));
            for (int level = 0; level < levels.size(); level++) {
                Casting casting = levels.get(level);
                assertThat(casting.allows(from, to)).as(casting.name()).isEqualTo(level >= strictest);
                assertThat(from.canCastTo(to, casting)).isEqualTo(casting.allows(from, to));
            }
        });
    }

    private static DType dtype(String plan) {
        return GoldenLines.build(GoldenLines.literal(plan));
    }

    @ParameterizedTest
    @MethodSource("results")
    void findsResultTypeAsNumpyDoes(List<String> columns) {
        List<Object> operands = ((PyTuple) GoldenLines.literal(columns.get(0)))
                .stream().map(PromotionGoldenTest::operand).toList();

        if (columns.get(1).equals("!")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Promotion.resultType(operands));
        } else {
            assertThat(Promotion.resultType(operands)).isEqualTo(DType.parse(columns.get(1)));
        }
    }

    private static Object operand(@Nullable Object literal) {
        Object operand = Objects.requireNonNull(literal);
        if (operand.equals("weak float")) {
            return 3.5;
        }
        if (operand.equals("weak complex")) {
            return new Complex(2, -1);
        }
        return operand instanceof String text ? DType.parse(text) : operand;
    }

    @Test
    void numbersMeetTextsOneByOne() {
        List<?> operands = List.of(DType.INT8, DType.BOOL, DType.bytes(1));
        assertThat(Promotion.resultType(operands)).isEqualTo(DType.bytes(5));
    }
}
