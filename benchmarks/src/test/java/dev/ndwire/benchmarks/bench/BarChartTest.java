package dev.ndwire.benchmarks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.benchmarks.Units;
import dev.ndwire.benchmarks.measure.Role;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What can be read off bars.
class BarChartTest {
    private static List<Double> lengths(String svg) {
        return Pattern.compile("<rect [^>]* width=\"([0-9.]+)\"")
                .matcher(svg)
                .results()
                .map((MatchResult found) -> Double.parseDouble(found.group(1)))
                .toList();
    }

    private static String draw(double one, double other) {
        return BarChart.draw(
                "what",
                List.of(
                        new BarChart.Bar("one & all", Role.Kind.OURS, one),
                        new BarChart.Bar("other", Role.Kind.RIVAL, other)),
                Units::time);
    }

    @Test
    void aBarTwiceAsLongIsTwiceAsMuch() {
        for (double unit : new double[] {1, 3.7, 99, 1e9}) {
            List<Double> lengths = lengths(draw(unit, 2 * unit));
            assertThat(lengths.get(1) / lengths.get(0)).isBetween(1.99, 2.01);
        }
        assertThat(draw(1, 30)).contains(">what</text>", ">0</text>", ">one &amp; all</text>");
    }

    @Test
    void aScaleThatIsLogarithmicIsSaidToBe() {
        List<Double> lengths = lengths(draw(1, 31));
        assertThat(lengths.get(0)).isPositive();
        assertThat(lengths.get(1)).isBetween(lengths.get(0), 3 * lengths.get(0));
        assertThat(draw(1, 31)).contains(">what (logarithmic scale)</text>").doesNotContain(">0</text>");
    }
}
