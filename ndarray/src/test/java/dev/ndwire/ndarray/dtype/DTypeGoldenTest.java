package dev.ndwire.ndarray.dtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.literal.LiteralWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every text and structure that numpy was asked about, compared with its answers.
class DTypeGoldenTest {
    private static final List<List<String>> TEXTS = GoldenLines.read("dtype/texts.txt");
    private static final List<List<String>> LISTS = GoldenLines.read("dtype/lists.txt");
    private static final List<List<String>> STRUCTS = GoldenLines.read("dtype/structs.txt");

    static Stream<List<String>> readTexts() {
        return TEXTS.stream().filter(columns -> columns.size() > 1);
    }

    static Stream<List<String>> refusedTexts() {
        return TEXTS.stream().filter(columns -> columns.size() == 1);
    }

    static Stream<List<String>> lists() {
        return LISTS.stream();
    }

    static Stream<List<String>> structs() {
        return STRUCTS.stream();
    }

    static Stream<List<String>> describedStructs() {
        return STRUCTS.stream().filter(columns -> columns.get(9).startsWith("["));
    }

    @Test
    void filesOfNumpysAnswersAreWhole() {
        assertThat(readTexts()).hasSizeGreaterThan(300);
        assertThat(refusedTexts()).hasSizeGreaterThan(40);
        assertThat(LISTS).hasSizeGreaterThan(100);
        assertThat(STRUCTS).hasSizeGreaterThan(35);
    }

    @ParameterizedTest
    @MethodSource("readTexts")
    void readsTextAsNumpyDoes(List<String> columns) {
        DType dtype = DType.parse((String) GoldenLines.literal(columns.get(0)));

        assertThat(List.of(
                        dtype.str(),
                        dtype.name(),
                        dtype.toString(),
                        dtype.repr(),
                        String.valueOf(dtype.kind().code()),
                        Long.toString(dtype.itemSize()),
                        Long.toString(dtype.alignment()),
                        dtype.isNative() ? "True" : "False"))
                .isEqualTo(columns.subList(1, 9));
        assertThat(DType.parse(dtype.str())).isEqualTo(dtype).hasSameHashCodeAs(dtype);
        assertThat(DType.ofDescr(dtype.str())).isEqualTo(dtype);
        assertThat(DType.ofFileDescr(dtype.fileDescr())).isEqualTo(dtype);
        assertThat(LiteralWriter.repr(dtype.descr())).isEqualTo("[('', '" + dtype.str() + "')]");
    }

    @ParameterizedTest
    @MethodSource("refusedTexts")
    void refusesTextThatNumpyRefuses(List<String> columns) {
        String text = (String) GoldenLines.literal(columns.get(0));

        assertThatIllegalArgumentException().isThrownBy(() -> DType.parse(text));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void readsOrRefusesListAsNumpyDoes(List<String> columns) {
        String text = (String) GoldenLines.literal(columns.get(0));

        if (columns.size() == 1) {
            assertThatIllegalArgumentException().isThrownBy(() -> DType.parse(text));
        } else {
            DType dtype = DType.parse(text);
            assertThat(dtype.repr()).isEqualTo(columns.get(1));
            assertThat(dtype).isEqualTo(GoldenLines.build(GoldenLines.literal(columns.get(2))));
        }
    }

    @ParameterizedTest
    @MethodSource("structs")
    void showsStructureAsNumpyDoes(List<String> columns) {
        DType dtype = GoldenLines.build(GoldenLines.literal(columns.get(0)));

        assertThat(List.of(
                        dtype.str(),
                        dtype.name(),
                        dtype.toString(),
                        dtype.repr(),
                        Long.toString(dtype.itemSize()),
                        Long.toString(dtype.alignment())))
                .isEqualTo(columns.subList(1, 7));
        if (!dtype.isSubArray()) {
            assertThat(dtype.isNative() ? "True" : "False").isEqualTo(columns.get(7));
        }
    }

    @ParameterizedTest
    @MethodSource("structs")
    void describesStructureAsNumpyDoes(List<String> columns) {
        DType dtype = GoldenLines.build(GoldenLines.literal(columns.get(0)));

        if (columns.get(8).equals("-")) {
            assertThatThrownBy(dtype::descr)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("such a dtype has no descr");
        } else {
            assertThat(LiteralWriter.repr(dtype.descr())).isEqualTo(columns.get(8));
            assertThat(LiteralWriter.repr(dtype.fileDescr())).isEqualTo(columns.get(9));
        }
    }

    @ParameterizedTest
    @MethodSource("describedStructs")
    void readsBackWhatItDescribes(List<String> columns) {
        DType dtype = GoldenLines.build(GoldenLines.literal(columns.get(0)));

        assertThat(DType.ofFileDescr(GoldenLines.literal(columns.get(9))))
                .isEqualTo(dtype)
                .hasSameHashCodeAs(dtype);
    }
}
