package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.measure.Role;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A chart of bars: from nothing on where that shows the shortest, else on a logarithmic scale, which it says.
final class BarChart {
    private static final int BARS_WIDTH = 440;
    private static final int VALUE_WIDTH = 90;
    private static final int BAR_HEIGHT = 18;
    private static final int STEP = 24;
    private static final int TOP = 46;
    private static final int BOTTOM = 34;
    private static final int GAP = 6;
    // A bar of a thirtieth of the longest is still seen.
    private static final double MOST_TIMES_LEAST = 30;
    private static final int MOST_TICKS = 6;

    private BarChart() {}

    /// A bar.
    ///
    /// @param label what it is of
    /// @param kind whose, which is its colour
    /// @param length how long it is, more than nothing
    record Bar(String label, Role.Kind kind, double length) {}

    /// Where values stand, and which are written below.
    private record Scale(List<Double> ticks, ToDoubleFunction<Double> share) {
        static Scale of(double least, double most) {
            return most <= MOST_TIMES_LEAST * least ? linear(most) : logarithmic(least, most);
        }

        private static Scale linear(double most) {
            double decade = Math.pow(10, Math.floor(Math.log10(most)));
            double step = Stream.of(0.1, 0.2, 0.5, 1.0, 2.0)
                    .map(times -> times * decade)
                    .filter(each -> Math.ceil(most / each) < MOST_TICKS)
                    .findFirst()
                    .orElseThrow();
            int count = (int) Math.ceil(most / step);
            return new Scale(
                    IntStream.rangeClosed(0, count).mapToObj(i -> i * step).toList(), value -> value / (count * step));
        }

        private static Scale logarithmic(double least, double most) {
            // One decade below the least: a bar as short as the scale's begin would not be seen.
            int from = (int) Math.floor(Math.log10(least)) - 1;
            int to = (int) Math.ceil(Math.log10(most));
            return new Scale(
                    IntStream.rangeClosed(from, to)
                            .mapToObj(decade -> Math.pow(10, decade))
                            .toList(),
                    value -> (Math.log10(value) - from) / (to - from));
        }

        boolean isLogarithmic() {
            return ticks.get(0) > 0;
        }
    }

    /// Draws.
    ///
    /// @param title what stands above
    /// @param bars at least one, the first on top
    /// @param unit how a length is written
    /// @return a whole SVG document
    static String draw(String title, List<Bar> bars, DoubleFunction<String> unit) {
        DoubleSummaryStatistics lengths = bars.stream().mapToDouble(Bar::length).summaryStatistics();
        Scale scale = Scale.of(lengths.getMin(), lengths.getMax());
        int left = GAP + Svg.width(bars.stream().map(Bar::label).toList()) + GAP;
        int height = TOP + STEP * bars.size() + BOTTOM;
        Svg svg = new Svg(
                left + BARS_WIDTH + VALUE_WIDTH,
                height,
                scale.isLogarithmic() ? title + " (logarithmic scale)" : title);
        for (double tick : scale.ticks()) {
            double x = left + BARS_WIDTH * scale.share().applyAsDouble(tick);
            svg.line("grid", x, TOP - GAP, x, height - BOTTOM);
            svg.text(x, height - BOTTOM / 2.0, "middle", tick == 0 ? "0" : unit.apply(tick));
        }
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double y = TOP + (double) i * STEP;
            double base = y + BAR_HEIGHT - GAP + 1;
            double length = BARS_WIDTH * scale.share().applyAsDouble(bar.length());
            svg.text(left - GAP, base, "end", bar.label());
            svg.box(bar.kind().name().toLowerCase(Locale.ROOT), left, y, length, BAR_HEIGHT);
            svg.text(left + length + GAP, base, "start", unit.apply(bar.length()));
        }
        return svg.end();
    }
}
