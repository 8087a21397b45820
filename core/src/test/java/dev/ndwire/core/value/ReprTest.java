package dev.ndwire.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReprTest {
    private static final List<List<String>> TABLE = PythonTable.rows(ReprTest.class, "reprs.tsv");

    @Test
    void printsFloatsAsPythonDoes() {
        assertThat(rowsOf("float"))
                .hasSizeGreaterThan(400)
                .allSatisfy(
                        row -> assertThat(PyFloat.repr(number(row.get(1), 0))).isEqualTo(row.get(2)));
    }

    @Test
    void printsComplexNumbersAsPythonDoes() {
        assertThat(rowsOf("complex"))
                .hasSize(81)
                .allSatisfy(row -> assertThat(new Complex(number(row.get(1), 0), number(row.get(1), 16)).toString())
                        .isEqualTo(row.get(2)));
    }

    @Test
    void printsBytesAsPythonDoes() {
        assertThat(rowsOf("bytes"))
                .hasSize(8)
                .allSatisfy(row -> assertThat(
                                Bytes.of(HexFormat.of().parseHex(row.get(1))).toString())
                        .isEqualTo(row.get(2)));
    }

    @Test
    void printsTheFirst64BytesOfMany() {
        assertThat(Bytes.utf8("a".repeat(65))).hasToString("b'" + "a".repeat(64) + "'...");
    }

    private static List<List<String>> rowsOf(String kind) {
        return TABLE.stream().filter(row -> row.get(0).equals(kind)).toList();
    }

    private static double number(String hex, int at) {
        return Double.longBitsToDouble(Long.parseUnsignedLong(hex.substring(at, at + 16), 16));
    }
}
