package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.benchmarks.measure.Findings;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A folder of results: JMH's file, Python's, that of what was seen between processes, a report and its charts; the
/// last two are made of the others.
final class Results {
    private static final String REPORT = "report.md";

    private final Path folder;

    Results(Path folder) {
        this.folder = folder;
    }

    /// Where it is.
    Path folder() {
        return folder;
    }

    /// Writes what was found, over what was written before.
    ///
    /// @throws IOException if something cannot be written
    void write(Findings findings) throws IOException {
        Figures.write(folder, findings.jmh());
        Files.writeString(folder.resolve(PythonTimes.FILE), findings.python());
        findings.write(folder);
    }

    /// Removes the folder.
    ///
    /// @throws IOException if there is something in it
    void remove() throws IOException {
        Files.delete(folder);
    }

    /// Writes report and charts.
    ///
    /// @param headline what was run on what, a paragraph of Markdown
    /// @param plan what was asked for
    /// @return the report's file
    /// @throws IOException if something cannot be read or written
    Path writeReport(String headline, Plan plan) throws IOException {
        Report report = new Report(Figures.read(folder), PythonTimes.read(folder));
        Findings.Content content = Findings.read(folder);
        StringBuilder text = new StringBuilder("# Benchmarks\n\n" + headline + "\n");
        text.append("\nTimes are medians (lowest to highest). What stands after a rival's time is how many times ours"
                + " that is;\nbold: the rival is ahead.\n");
        for (Suite suite : Suites.ALL) {
            text.append(section(suite, plan, report, content));
        }
        List<String> lost = report.lost();
        text.append("\n## Where a rival is ahead\n\n")
                .append(lost.isEmpty() ? "Nowhere in this run.\n" : String.join("\n", lost) + "\n");
        Path file = folder.resolve(REPORT);
        Files.writeString(file, text);
        return file;
    }

    private String section(Suite suite, Plan plan, Report report, Findings.Content content) throws IOException {
        String table = report.table(suite);
        StringBuilder text = new StringBuilder(table);
        List<String> leftOut = new ArrayList<>();
        content.notes().stream()
                .filter(note -> note.suite().equals(suite.label()))
                .forEach(note -> leftOut.add(note.text()));
        if (suite instanceof JmhSuite jmh && !table.isEmpty()) {
            leftOut.addAll(new JmhRuns(jmh, plan).leftOut());
        }
        if (!leftOut.isEmpty()) {
            text.append('\n').append(String.join("\n", leftOut)).append('\n');
        }
        for (String chart : charts(suite, report)) {
            text.append("\n![%s](%s)\n".formatted(suite.title(), chart));
        }
        String percentiles = report.percentiles(suite);
        if (!percentiles.isEmpty()) {
            text.append('\n').append(percentiles);
        }
        content.sheets().stream()
                .filter(sheet -> sheet.suite().equals(suite.label()))
                .forEach(sheet -> text.append(sheet.markdown()));
        return text.isEmpty()
                ? ""
                : "\n## " + suite.title() + "\n\n" + text.toString().stripLeading();
    }

    /// Draws a suite's charts.
    ///
    /// @return their files
    private List<String> charts(Suite suite, Report report) throws IOException {
        List<Figure> figures = report.of(suite);
        if (figures.isEmpty()) {
            return List.of();
        }
        Charts charts = new Charts(suite, figures, PythonTimes.read(folder));
        for (Charts.Drawn drawn : charts.all()) {
            Files.writeString(folder.resolve(drawn.file()), drawn.svg());
        }
        return charts.all().stream().map(Charts.Drawn::file).toList();
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
