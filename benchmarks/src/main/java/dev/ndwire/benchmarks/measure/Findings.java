package dev.ndwire.benchmarks.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;

/// What suites found: figures that are compared, sheets of what else was seen, and notes of what was left out.
///
/// JMH's results and Python's times are kept as they came, since they have files of their own.
public final class Findings {
    /// The name of their file in a folder of results.
    public static final String FILE = "transports.json";

    private final List<Figure> figures = new ArrayList<>();
    private final List<Sheet> sheets = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final List<RunResult> jmh = new ArrayList<>();
    private final StringBuilder python = new StringBuilder();

    /// What their file holds.
    ///
    /// @param figures in the order in which they were measured
    /// @param sheets the same
    /// @param notes the same
    public record Content(List<Figure> figures, List<Sheet> sheets, List<Note> notes) {
        /// Nothing.
        public static final Content NONE = new Content(List.of(), List.of(), List.of());

        /// Takes them.
        public Content {
            // Files that were written before there were notes have none.
            notes = notes == null ? List.of() : notes;
        }
    }

    /// Takes a figure.
    ///
    /// @param figure what was found
    public void add(Figure figure) {
        figures.add(figure);
    }

    /// Takes a sheet.
    ///
    /// @param sheet what was found
    public void add(Sheet sheet) {
        sheets.add(sheet);
    }

    /// Takes a note.
    ///
    /// @param note what was left out
    public void add(Note note) {
        notes.add(note);
    }

    /// Takes what JMH gave.
    ///
    /// @param results one for each benchmark and set of parameters
    public void addJmh(Collection<RunResult> results) {
        jmh.addAll(results);
    }

    /// Takes what a script of ours printed in Python.
    ///
    /// @param lines a JSON object each
    public void addPython(String lines) {
        python.append(lines);
    }

    /// What JMH gave.
    ///
    /// @return a copy
    public List<RunResult> jmh() {
        return List.copyOf(jmh);
    }

    /// What Python printed.
    ///
    /// @return lines
    public String python() {
        return python.toString();
    }

    /// How much was measured.
    ///
    /// @return figures of all kinds but Python's
    public int count() {
        return figures.size() + jmh.size();
    }

    /// Whether nothing was measured.
    ///
    /// @return false if there is anything but notes
    public boolean isEmpty() {
        return count() == 0 && sheets.isEmpty() && python.isEmpty();
    }

    /// What was found.
    ///
    /// @return a copy
    public Content content() {
        return new Content(List.copyOf(figures), List.copyOf(sheets), List.copyOf(notes));
    }

    /// Writes the file.
    ///
    /// @param folder where
    /// @throws IOException if it cannot be written
    public void write(Path folder) throws IOException {
        Files.writeString(
                folder.resolve(FILE),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content()) + "\n");
    }

    /// Reads the file.
    ///
    /// @param folder where it is
    /// @return nothing if there is no such file
    /// @throws IOException if there is, and it is none of ours
    public static Content read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? new ObjectMapper().readValue(Files.readString(file), Content.class) : Content.NONE;
    }
}
