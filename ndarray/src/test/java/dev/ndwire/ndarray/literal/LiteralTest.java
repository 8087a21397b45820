package dev.ndwire.ndarray.literal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyTuple;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "None",
                "True",
                "False",
                "0",
                "-5",
                "9223372036854775807",
                "9223372036854775808",
                "''",
                "'a'",
                "\"it's\"",
                "'both \\' and \"'",
                "'\\n\\t\\r\\\\\\x00\\x7f\\xa0\\u200b\\U000e0001'",
                "'\u03b1\ud83d\ude00'",
                "()",
                "(1,)",
                "(1, 'a')",
                "[]",
                "[1, [2, (3,)]]",
                "{}",
                "{'a': 1, 'b': [None]}",
            })
    void readsWhatItWrites(String text) throws LiteralException {
        assertThat(LiteralWriter.repr(LiteralParser.parse(text))).isEqualTo(text);
    }

    @Test
    void tellsTuplesFromLists() throws LiteralException {
        assertThat(LiteralParser.parse("(1,)")).isInstanceOf(PyTuple.class);
        assertThat(LiteralParser.parse("(1)")).isEqualTo(1L);
        assertThat(LiteralParser.parse("[1,]")).isEqualTo(List.of(1L)).isNotInstanceOf(PyTuple.class);
        assertThat(LiteralParser.parse("{'a': (),}")).isEqualTo(PyDict.of("a", PyTuple.of()));
        assertThat(LiteralParser.parse("[None]")).isEqualTo(Collections.singletonList(null));
    }

    @Test
    void readsPythonsEscapesAndJoinedTexts() throws LiteralException {
        assertThat(LiteralParser.parse("'\\a\\b\\f\\v\\101\\60\\x41\\u03b1\\U0001f600\\\n\\q'"))
                .isEqualTo("\u0007\b\f\u000bA0A\u03b1\ud83d\ude00\\q");
        assertThat(LiteralParser.parse("u'a' U\"b\"\n'c'")).isEqualTo("abc");
    }

    @Test
    void readsIntegersOfPython2AndBeyondLong() throws LiteralException {
        assertThat(LiteralParser.parse("12L")).isEqualTo(12L);
        assertThat(LiteralParser.parse("+00")).isEqualTo(0L);
        assertThat(LiteralParser.parse("-9223372036854775809")).isEqualTo(new BigInteger("-9223372036854775809"));
    }

    @Test
    void writesFloatsAndStrangersToo() {
        assertThat(LiteralWriter.repr(1e16)).isEqualTo("1e+16");
        assertThat(LiteralWriter.repr('x')).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 2 | found '2' at character 2, allowed is the end",
                "(1 2) | found '2' at character 3, allowed is ',' or ')'",
                "[1 | found the end at character 2, allowed is ',' or ']'",
                "{'a' 1} | found '1' at character 5, allowed is ':'",
                "{'a': 1 | found the end at character 7, allowed is ',' or '}'",
                "{1: 2} | dict key at character 1 is no text",
                "{'a', 'b'} | found ',' at character 4, allowed is ':'",
                "'a | text at character 0 is not closed",
                "'a\\ | text at character 0 is not closed",
                "'\\x4' | escape at character 1 has fewer than 2 hexadecimal digits",
                "'\\U00110000' | escape at character 1 names code point 1114112, allowed are 0 to 1114111",
                "'\\N{DASH}' | escape \\N at character 1 is not read here",
                "- | found the end at character 1, allowed is a digit",
                "012 | integer at character 0 begins with 0",
                "1.5 | found '.' at character 1, allowed is the end of an integer",
                "1_0 | found '_' at character 1, allowed is the end of an integer",
                "nan | found 'n' at character 0, allowed is a text, integer, tuple, list, dict, True, False or None",
                "b'a' | found 'b' at character 0, allowed is a text, integer, tuple, list, dict, True, False or None",
                "(,) | found ',' at character 1, allowed is a text, integer, tuple, list, dict, True, False or None",
            })
    void refusesWhatIsNoLiteral(String text, String message) {
        assertThatThrownBy(() -> LiteralParser.parse(text))
                .isInstanceOf(LiteralException.class)
                .hasMessage(message);
    }

    @Test
    void refusesTextThatRunsOverItsLine() {
        assertThatThrownBy(() -> LiteralParser.parse("'a\nb'"))
                .hasMessage("text at character 0 is not closed on its line");
    }

    @Test
    void refusesBracketsNestedTooDeep() throws LiteralException {
        String deepest = "[".repeat(200) + "1" + "]".repeat(200);

        assertThat(LiteralParser.parse(deepest)).isInstanceOf(List.class);
        assertThatThrownBy(() -> LiteralParser.parse("[" + deepest + "]"))
                .hasMessage("brackets nest more than 200 levels deep at character 201");
        assertThatThrownBy(() -> LiteralParser.parse("(".repeat(1_000_000)))
                .hasMessage("brackets nest more than 200 levels deep at character 201");
    }

    @Test
    void refusesIntegerOfTooManyDigits() {
        assertThatThrownBy(() -> LiteralParser.parse("9".repeat(100_000)))
                .hasMessage("integer at character 0 has 100000 digits, allowed are 100");
    }
}
