package dev.ndwire.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void readsEveryKindOfValue() {
        var json = Json.parse(" {\"a\": [1, -2.5e3, true, false, null], \"b\" : {}, \"c\":\"x\"} ");
        assertThat(json.get("a").list())
                .containsExactly(
                        new Json.Numeric(BigDecimal.ONE),
                        new Json.Numeric(new BigDecimal("-2.5e3")),
                        new Json.Truth(true),
                        new Json.Truth(false),
                        new Json.Null());
        assertThat(json.get("a").list().getFirst().integer()).isEqualTo(1);
        assertThat(json.has("b")).isTrue();
        assertThat(json.has("d")).isFalse();
        assertThat(json.get("c").text()).isEqualTo("x");
    }

    @Test
    void readsEveryEscape() {
        assertThat(Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00\"")
                        .text())
                .isEqualTo("\"\\/\b\f\n\r\t\u00e4\ud83d\ude00");
    }

    @Test
    void saysWhereTheTextIsNoJson() {
        assertThatThrownBy(() -> Json.parse("[1 2]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("',' was expected at character 3 of 5");
        assertThatThrownBy(() -> Json.parse("{\"a\""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("more was expected at character 4 of 4");
        assertThatThrownBy(() -> Json.parse("nil"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'null' was expected at character 0 of 3");
        assertThatThrownBy(() -> Json.parse("1 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the end was expected at character 2 of 3");
        assertThatThrownBy(() -> Json.parse("\"\\x\""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an escape was expected at character 3 of 4");
    }

    @Test
    void saysWhatAValueIsThatWasTakenForAnother() {
        assertThatThrownBy(() -> Json.parse("true").text())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a JSON string was asked for, but this is Truth[value=true]");
        assertThatThrownBy(() -> Json.parse("{\"a\":1}").get("b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no member 'b' among [a]");
    }
}
