package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.Units;
import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.benchmarks.measure.Suite;
import dev.ndwire.core.memory.ByteSizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The charts of a suite: bars of everything, and lines over sizes and percentiles where there are such.
final class Charts {
    private static final double WHOLE = 100;

    private final Suite suite;
    private final List<Figure> figures;
    private final PythonTimes python;

    Charts(Suite suite, List<Figure> figures, PythonTimes python) {
        this.suite = suite;
        this.figures = figures;
        this.python = python;
    }

    /// A chart.
    ///
    /// @param file its name
    /// @param svg what is in it
    record Drawn(String file, String svg) {}

    /// Draws.
    List<Drawn> all() {
        List<Drawn> all = new ArrayList<>();
        all.add(new Drawn(suite.label() + ".svg", bars()));
        LineChart times = new LineChart(Charts::size, Units::time);
        sizes(times);
        add(all, times, "by-size", "time by size");
        LineChart speeds = new LineChart(Charts::size, speed -> Units.digits(speed) + " GB/s");
        figures.stream()
                .filter(figure -> figure.movedByteSize() > 0)
                .forEach(figure -> speeds.add(
                        line(figure),
                        (double) figure.movedByteSize(),
                        figure.movedByteSize() / figure.value().median()));
        add(all, speeds, "speed", "throughput by size");
        LineChart latencies = new LineChart(Charts::percent, Units::time);
        for (Figure figure : figures) {
            figure.percentiles().forEach((percent, nanos) -> {
                // The slowest of all is one in however many there were.
                if (percent < WHOLE) {
                    latencies.add(line(figure), WHOLE / (WHOLE - percent), nanos);
                }
            });
        }
        add(all, latencies, "percentiles", "latency by percentile");
        return all;
    }

    private void add(List<Drawn> all, LineChart chart, String name, String title) {
        if (chart.isWorthIt()) {
            all.add(new Drawn(suite.label() + "-" + name + ".svg", chart.draw(suite.title() + ", " + title)));
        }
    }

    private String bars() {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (Figure figure : figures) {
            bars.add(new BarChart.Bar(
                    label(figure),
                    figure.role().kind(),
                    Math.max(1, figure.value().median())));
            if (figure.role().kind() == Role.Kind.OURS) {
                python.beside(figure)
                        .forEach((by, nanos) ->
                                bars.add(new BarChart.Bar(by + ": " + label(figure), Role.Kind.RIVAL, nanos.median())));
            }
        }
        return BarChart.draw(suite.title(), bars, value -> Report.shown(figures.get(0), value));
    }

    /// Adds what has a size and moves nothing; of several layouts of an array it is that of C.
    private void sizes(LineChart chart) {
        for (Figure figure : figures) {
            Map<String, String> parameters = figure.parameters();
            String byteSize = parameters.get("byteSize");
            if (byteSize != null
                    && figure.movedByteSize() == 0
                    && parameters.getOrDefault("layout", "C").equals("C")) {
                double size = Double.parseDouble(byteSize);
                chart.add(line(figure), size, figure.value().median());
                if (figure.role().kind() == Role.Kind.OURS) {
                    python.beside(figure)
                            .forEach((by, nanos) -> chart.add(by + ": " + line(figure), size, nanos.median()));
                }
            }
        }
    }

    private static String label(Figure figure) {
        String parameters = figure.parametersText();
        return parameters.isEmpty() ? figure.method() : figure.method() + " " + parameters;
    }

    /// Who it is, but for the size.
    private static String line(Figure figure) {
        StringBuilder line = new StringBuilder(figure.method());
        figure.parameters().forEach((name, value) -> {
            if (!List.of("byteSize", "layout").contains(name)) {
                line.append(' ').append(value);
            }
        });
        return line.toString();
    }

    private static String size(double bytes) {
        return ByteSizes.format(Math.round(bytes));
    }

    /// What was one in so many, as a percentile.
    private static String percent(double oneIn) {
        double percent = Math.round((WHOLE - WHOLE / oneIn) * 1000) / 1000.0;
        return (percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent)) + " %";
    }
}
