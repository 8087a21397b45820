package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void writesPlainValues() {
        assertThat(Json.of(null)).isEqualTo("null");
        assertThat(Json.of(true)).isEqualTo("true");
        assertThat(Json.of(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(Json.of(7)).isEqualTo("7");
        assertThat(Json.of(1.5)).isEqualTo("1.5");
        assertThat(Json.of(1e-9)).isEqualTo("1.0E-9");
    }

    @Test
    void escapesAllThatIsNoPrintableAscii() {
        assertThat(Json.of("a\"b\\c\n\u0000é\uD83D\uDE00/"))
                .isEqualTo("\"a\\\"b\\\\c\\u000a\\u0000\\u00e9\\ud83d\\ude00/\"");
    }

    @Test
    void writesNestedListsAndMapsInOrder() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", Arrays.asList(1L, null, List.of()));
        map.put("a", Map.of());
        assertThat(Json.of(map)).isEqualTo("{\"b\": [1, null, []], \"a\": {}}");
    }

    @Test
    void refusesWhatHasNoForm() {
        assertThatThrownBy(() -> Json.of(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a java.lang.Double has no JSON form here");
        assertThatThrownBy(() -> Json.of(Map.of(1L, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key 1 is no text, as JSON demands");
    }
}
