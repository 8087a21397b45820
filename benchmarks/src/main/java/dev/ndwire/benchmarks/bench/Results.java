package dev.ndwire.benchmarks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A folder of results: JMH's file, Python's, a report and its charts, the last two made of the first two.
final class Results {
    private static final String REPORT = "report.md";

    private final Path folder;

    Results(Path folder) {
        this.folder = folder;
    }

    /// Writes report and charts.
    ///
    /// @param headline what was run on what, a paragraph of Markdown
    /// @return the report's file
    /// @throws IOException if something cannot be read or written
    Path writeReport(String headline) throws IOException {
        PythonTimes python = PythonTimes.read(folder);
        Report report = new Report(Figures.read(folder), python);
        StringBuilder text = new StringBuilder("# Benchmarks\n\n" + headline + "\n");
        text.append("\nTimes are medians (lowest to highest). What stands after a rival's time is how many times ours"
                + " that is;\nbold: the rival is ahead.\n");
        for (Suite suite : Suite.ALL) {
            String table = report.table(suite);
            if (!table.isEmpty()) {
                text.append("\n## ").append(suite.title()).append("\n\n").append(table);
                List<String> leftOut = new Plan(suite, Pace.FULL, List.of(Role.Kind.values())).leftOut();
                if (!leftOut.isEmpty()) {
                    text.append('\n').append(String.join("\n", leftOut)).append('\n');
                }
                for (String chart : charts(suite, report, python)) {
                    text.append("\n![")
                            .append(suite.title())
                            .append("](")
                            .append(chart)
                            .append(")\n");
                }
            }
        }
        List<String> lost = report.lost();
        text.append("\n## Where a rival is ahead\n\n")
                .append(lost.isEmpty() ? "Nowhere in this run.\n" : String.join("\n", lost) + "\n");
        Path file = folder.resolve(REPORT);
        Files.writeString(file, text);
        return file;
    }

    /// Draws a suite's charts.
    ///
    /// @return their files
    private List<String> charts(Suite suite, Report report, PythonTimes python) throws IOException {
        List<Chart.Bar> bars = new ArrayList<>();
        SizeChart sizes = new SizeChart();
        for (Figure figure : report.of(suite)) {
            Role role = Role.of(figure);
            bars.add(new Chart.Bar(
                    label(figure.key()), role.kind(), figure.nanos().median()));
            size(sizes, figure, figure.method(), figure.nanos().median());
            if (role.kind() == Role.Kind.OURS) {
                python.beside(figure).forEach((by, time) -> {
                    bars.add(new Chart.Bar(by + ": " + label(figure.key()), Role.Kind.RIVAL, time.median()));
                    size(sizes, figure, by + ": " + figure.method(), time.median());
                });
            }
        }
        List<String> files = new ArrayList<>();
        files.add(write(suite.label() + ".svg", Chart.bars(suite.title(), bars)));
        if (sizes.isWorthIt()) {
            files.add(write(suite.label() + "-by-size.svg", sizes.draw(suite.title() + ", by size")));
        }
        return files;
    }

    private static String label(String key) {
        return key.substring(key.indexOf('.') + 1);
    }

    /// Adds a point to a chart of sizes, if it has a size; of several layouts of an array it is that of C.
    private static void size(SizeChart chart, Figure figure, String line, double nanoseconds) {
        Map<String, String> parameters = figure.parameters();
        String byteSize = parameters.get("byteSize");
        if (byteSize != null && parameters.getOrDefault("layout", "C").equals("C")) {
            List<String> others = parameters.entrySet().stream()
                    .filter(entry -> !List.of("byteSize", "layout").contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            chart.add(
                    others.isEmpty() ? line : line + " " + String.join(" ", others),
                    Long.parseLong(byteSize),
                    nanoseconds);
        }
    }

    private String write(String name, String chart) throws IOException {
        Files.writeString(folder.resolve(name), chart);
        return name;
    }

    /// A folder that is not there yet.
    ///
    /// @param parent where
    /// @param name what it is called, unless there is one, which then gets a number
    static Path fresh(Path parent, String name) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> parent.resolve(number == 1 ? name : name + "-" + number))
                .filter(path -> !Files.exists(path))
                .findFirst()
                .orElseThrow();
    }
}
