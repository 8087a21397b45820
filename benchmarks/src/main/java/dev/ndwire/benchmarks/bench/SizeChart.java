package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.Units;
import dev.ndwire.core.memory.ByteSizes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A chart of how time grows with size, both on logarithmic scales, as SVG that reads on light and on dark ground.
final class SizeChart {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 250;
    private static final int TOP = 46;
    private static final int BOTTOM = 40;
    private static final int LEGEND_STEP = 18;
    // Okabe and Ito's colours, which those tell apart who see fewer; they do on both grounds.
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#818b98");

    private final Map<String, Map<Long, Double>> lines = new LinkedHashMap<>();

    /// Adds a point.
    ///
    /// @param line whose, in the legend
    /// @param byteSize where
    /// @param nanoseconds how high, more than nothing
    void add(String line, long byteSize, double nanoseconds) {
        lines.computeIfAbsent(line, unused -> new LinkedHashMap<>()).put(byteSize, nanoseconds);
    }

    /// Whether there are lines, which take two sizes.
    boolean isWorthIt() {
        return lines.values().stream().anyMatch(points -> points.size() > 1);
    }

    /// Draws.
    ///
    /// @param title what stands above
    /// @return a whole SVG document
    String draw(String title) {
        List<Long> sizes = lines.values().stream()
                .flatMap(points -> points.keySet().stream())
                .distinct()
                .sorted()
                .toList();
        List<Double> times = lines.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .sorted()
                .toList();
        Scale x = new Scale(Math.log10(sizes.get(0)), Math.log10(sizes.get(sizes.size() - 1)), LEFT, WIDTH - RIGHT);
        Scale y = new Scale(
                Math.floor(Math.log10(times.get(0))),
                Math.ceil(Math.log10(times.get(times.size() - 1))),
                HEIGHT - BOTTOM,
                TOP);
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        for (long size : sizes) {
            double at = x.of((double) size);
            svg.line("grid", at, TOP, at, HEIGHT - BOTTOM);
            svg.text(at, HEIGHT - BOTTOM + LEGEND_STEP, "middle", ByteSizes.format(size));
        }
        for (double decade = y.from(); decade <= y.to(); decade++) {
            double at = y.of(Math.pow(10, decade));
            svg.line("grid", LEFT, at, WIDTH - RIGHT, at);
            svg.text(LEFT - 6, at + 4, "end", Units.time(Math.pow(10, decade)));
        }
        int index = 0;
        for (Map.Entry<String, Map<Long, Double>> line : lines.entrySet()) {
            String colour = COLOURS.get(index % COLOURS.size());
            List<double[]> points = new ArrayList<>();
            line.getValue().forEach((size, time) -> points.add(new double[] {x.of((double) size), y.of(time)}));
            svg.path(colour, index >= COLOURS.size(), points);
            int legend = TOP + LEGEND_STEP * index;
            svg.path(colour, index >= COLOURS.size(), List.of(new double[] {WIDTH - RIGHT + 12, legend}, new double[] {
                WIDTH - RIGHT + 36, legend
            }));
            svg.text(WIDTH - RIGHT + 42, legend + 4, "start", line.getKey());
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
