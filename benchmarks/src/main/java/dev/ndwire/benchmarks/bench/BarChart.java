package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.measure.Role;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/// A chart of bars on a logarithmic scale.
final class BarChart {
    private static final int WIDTH = 860;
    private static final int LABEL_WIDTH = 330;
    private static final int VALUE_WIDTH = 90;
    private static final int BAR_HEIGHT = 18;
    private static final int STEP = 24;
    private static final int TOP = 46;
    private static final int BOTTOM = 34;
    private static final int GAP = 6;

    private BarChart() {}

    /// A bar.
    ///
    /// @param label what it is of
    /// @param kind whose, which is its colour
    /// @param length how long it is, more than nothing
    record Bar(String label, Role.Kind kind, double length) {}

    /// Draws.
    ///
    /// @param title what stands above
    /// @param bars at least one, the first on top
    /// @param unit how a length is written
    /// @return a whole SVG document
    static String draw(String title, List<Bar> bars, DoubleFunction<String> unit) {
        double least = bars.stream().mapToDouble(Bar::length).min().orElseThrow();
        double most = Math.ceil(
                Math.log10(bars.stream().mapToDouble(Bar::length).max().orElseThrow()));
        // One decade below the least: a bar as short as the scale's begin would not be seen.
        double from = Math.floor(Math.log10(least)) - 1;
        double perDecade = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / (most - from);
        int height = TOP + STEP * bars.size() + BOTTOM;
        Svg svg = new Svg(WIDTH, height, title);
        for (double decade = from; decade <= most; decade++) {
            double x = LABEL_WIDTH + (decade - from) * perDecade;
            svg.line("grid", x, TOP - GAP, x, height - BOTTOM);
            svg.text(x, height - BOTTOM / 2.0, "middle", unit.apply(Math.pow(10, decade)));
        }
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double y = TOP + (double) i * STEP;
            double base = y + BAR_HEIGHT - GAP + 1;
            double length = (Math.log10(bar.length()) - from) * perDecade;
            svg.text(LABEL_WIDTH - GAP, base, "end", bar.label());
            svg.box(bar.kind().name().toLowerCase(Locale.ROOT), LABEL_WIDTH, y, length, BAR_HEIGHT);
            svg.text(LABEL_WIDTH + length + GAP, base, "start", unit.apply(bar.length()));
        }
        return svg.end();
    }
}
