package dev.ndwire.benchmarks.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/// A chart of lines over something, both on logarithmic scales, as SVG that reads on light and on dark ground.
final class LineChart {
    private static final int LINES_WIDTH = 540;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = LEFT + LINES_WIDTH;
    private static final int LEGEND_LINE = 24;
    private static final int LEGEND = 12 + LEGEND_LINE + 6;
    private static final int TOP = 46;
    private static final int BOTTOM = 40;
    private static final int LEGEND_STEP = 18;
    // Okabe and Ito's colours, which those tell apart who see fewer; they do on both grounds.
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#818b98");

    private final Map<String, Map<Double, Double>> lines = new LinkedHashMap<>();
    private final DoubleFunction<String> xUnit;
    private final DoubleFunction<String> yUnit;

    /// @param xUnit how a place along the bottom is written
    /// @param yUnit how a height is written
    LineChart(DoubleFunction<String> xUnit, DoubleFunction<String> yUnit) {
        this.xUnit = xUnit;
        this.yUnit = yUnit;
    }

    /// Adds a point.
    ///
    /// @param line whose, in the legend
    /// @param x where, more than nothing
    /// @param y how high, more than nothing
    void add(String line, double x, double y) {
        lines.computeIfAbsent(line, unused -> new LinkedHashMap<>()).put(x, y);
    }

    /// Whether there are lines, which take two places.
    boolean isWorthIt() {
        return lines.values().stream().anyMatch(points -> points.size() > 1);
    }

    /// Draws.
    ///
    /// @param title what stands above
    /// @return a whole SVG document
    String draw(String title) {
        List<Double> places = lines.values().stream()
                .flatMap(points -> points.keySet().stream())
                .distinct()
                .sorted()
                .toList();
        List<Double> heights = lines.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .sorted()
                .toList();
        int height = Math.max(HEIGHT, TOP + LEGEND_STEP * lines.size() + BOTTOM);
        Scale x = new Scale(Math.log10(places.get(0)), Math.log10(places.get(places.size() - 1)), LEFT, RIGHT);
        Scale y = new Scale(
                Math.floor(Math.log10(heights.get(0))),
                Math.ceil(Math.log10(heights.get(heights.size() - 1))),
                height - BOTTOM,
                TOP);
        Svg svg = new Svg(RIGHT + LEGEND + Svg.width(lines.keySet()), height, title);
        for (double place : places) {
            double at = x.of(place);
            svg.line("grid", at, TOP, at, height - BOTTOM);
            svg.text(at, height - BOTTOM + LEGEND_STEP, "middle", xUnit.apply(place));
        }
        for (double decade = y.from(); decade <= y.to(); decade++) {
            double at = y.of(Math.pow(10, decade));
            svg.line("grid", LEFT, at, RIGHT, at);
            svg.text(LEFT - 6, at + 4, "end", yUnit.apply(Math.pow(10, decade)));
        }
        int index = 0;
        for (Map.Entry<String, Map<Double, Double>> line : lines.entrySet()) {
            String colour = COLOURS.get(index % COLOURS.size());
            List<double[]> points = new ArrayList<>();
            line.getValue().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(point -> points.add(new double[] {x.of(point.getKey()), y.of(point.getValue())}));
            svg.path(colour, index >= COLOURS.size(), points);
            int legend = TOP + LEGEND_STEP * index;
            svg.path(colour, index >= COLOURS.size(), List.of(new double[] {RIGHT + 12, legend}, new double[] {
                RIGHT + 12 + LEGEND_LINE, legend
            }));
            svg.text(RIGHT + LEGEND, legend + 4, "start", line.getKey());
            index++;
        }
        return svg.end();
    }

    /// Numbers onto a line, by their logarithms.
    private record Scale(double from, double to, double start, double end) {
        double of(double value) {
            double span = to - from;
            return span == 0 ? (start + end) / 2 : start + (Math.log10(value) - from) / span * (end - start);
        }
    }
}
