package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void keepsLettersOfEveryScriptAndDisarmsControls() {
        assertThat(Text.printable("температура é 😀")).isEqualTo("температура é 😀");
        assertThat(Text.printable("a\nb\u001b[2J\u007f")).isEqualTo("a\\x0ab\\x1b[2J\\x7f");
        assertThat(Text.printable("\u202eabc\u2028")).isEqualTo("\\u202eabc\\u2028");
    }

    @Test
    void writesShapesAsNumpyDoes() {
        assertThat(Text.shape(List.of())).isEqualTo("()");
        assertThat(Text.shape(List.of(3L))).isEqualTo("(3,)");
        assertThat(Text.shape(List.of(3L, 0L))).isEqualTo("(3, 0)");
    }

    @Test
    void writesSizesForPeopleAndExactly() {
        assertThat(Text.size(0)).isEqualTo("0 bytes");
        assertThat(Text.size(1)).isEqualTo("1 byte");
        assertThat(Text.size(1023)).isEqualTo("1023 bytes");
        assertThat(Text.size(1L << 30)).isEqualTo("1 GiB (1073741824 bytes)");
    }

    @Test
    void padsAllColumnsButTheLast() {
        assertThat(Text.table(List.of(List.of("A", "B"), List.of("long", "x")))).containsExactly("A     B", "long  x");
        assertThat(Text.table(List.of())).isEmpty();
    }
}
