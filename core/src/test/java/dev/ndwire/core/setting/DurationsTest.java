package dev.ndwire.core.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "30, PT30S",
        "30s, PT30S",
        "500 ms, PT0.5S",
        "1.5min, PT1M30S",
        "2M, PT2M",
        "2h, PT2H",
        "1 d, PT24H",
        "7us, PT0.000007S",
        "3ns, PT0.000000003S",
        "0.4ns, PT0S"
    })
    void readsTimes(String text, Duration expected) {
        assertThat(Durations.parse(" " + text + " ")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1 fortnight", "1e3", "1  s", "soon"})
    void refusesWhatIsNoTime(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("\"" + text
                        + "\" is no time: a number with one of the units ns, us, ms, s, m, h, d or none is allowed");
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse("106752 d"))
                .withMessage("\"106752 d\" is too long a time: at most 292 years are allowed");
    }
}
