package dev.ndwire.arrow.pandas;

import dev.ndwire.arrow.ipc.Batch;
import dev.ndwire.arrow.ipc.FullCheck;
import dev.ndwire.arrow.pandas.PandasFrame.Labels;
import dev.ndwire.arrow.pandas.PandasFrame.Range;
import dev.ndwire.arrow.pandas.PandasFrame.Values;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.value.PyFloat;
import dev.ndwire.core.value.PyText;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// The labels of columns: what pandas' index of columns becomes as names of a table's columns.
final class LabelReader {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx");
    private static final int NANOS_A_MICRO = 1000;

    private LabelReader() {}

    /// The names of columns.
    ///
    /// @param levels the index of columns
    /// @param count how many columns there are
    /// @return a text for each column, which no other has
    static List<String> names(List<IndexReader.Level> levels, long count) {
        for (IndexReader.Level level : levels) {
            if (level.size() != count) {
                throw new MalformedPandasException(
                        "index of columns has " + level.size() + " labels, blocks have " + count + " columns");
            }
        }
        List<List<String>> texts = new ArrayList<>();
        for (IndexReader.Level level : levels) {
            texts.add(texts(level));
        }
        List<String> names = new ArrayList<>();
        Map<String, Integer> columns = new HashMap<>();
        for (int column = 0; column < count; column++) {
            int at = column;
            String name = texts.size() == 1
                    ? texts.get(0).get(column)
                    : texts.stream()
                            .map(level -> PyText.repr(level.get(at)))
                            .collect(Collectors.joining(", ", "(", ")"));
            Integer other = columns.put(name, column);
            if (other != null) {
                throw new UnsupportedPandasException(
                        "columns " + other + " and " + column + " are both named '" + name + "', which is not read");
            }
            names.add(name);
        }
        return names;
    }

    private static List<String> texts(IndexReader.Level level) {
        List<String> texts = new ArrayList<>();
        Range range = level.range();
        if (range != null) {
            for (long i = 0; i < level.size(); i++) {
                texts.add(Long.toString(range.start() + i * range.step()));
            }
            return texts;
        }
        Values values = level.given();
        if (values == null) {
            return texts;
        }
        Content content = values.content().named("labels");
        var frames = PandasTables.frames(new Schema(List.of(content.field())), List.of(content), content.length());
        try (Table table = Table.ofFrames(frames, Lease.none())) {
            for (Batch batch : table.batches()) {
                FullCheck.check(batch);
            }
            table.column(0).values().forEach(value -> texts.add(text(value)));
        }
        return texts;
    }

    /// Python's `str` of a label.
    private static String text(@Nullable Object label) {
        if (label instanceof String text) {
            return text;
        }
        if (label instanceof Double number) {
            return PyFloat.repr(number);
        }
        if (label instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (label instanceof LocalDateTime time) {
            return time(time);
        }
        if (label instanceof ZonedDateTime time) {
            return time(time.toLocalDateTime()) + OFFSET.format(time);
        }
        boolean isInteger = label instanceof Byte
                || label instanceof Short
                || label instanceof Integer
                || label instanceof Long
                || label instanceof BigInteger;
        if (!isInteger) {
            throw new UnsupportedPandasException(
                    "index of columns has label " + Parts.describe(label) + ", which is not read");
        }
        return String.valueOf(label);
    }

    private static String time(LocalDateTime time) {
        int nanos = time.get(ChronoField.NANO_OF_SECOND);
        if (nanos == 0) {
            return SECONDS.format(time);
        }
        return SECONDS.format(time)
                + (nanos % NANOS_A_MICRO == 0
                        ? String.format(".%06d", nanos / NANOS_A_MICRO)
                        : String.format(".%09d", nanos));
    }

    /// What the metadata says of each level.
    static List<Labels> described(List<IndexReader.Level> levels) {
        return levels.stream().map(LabelReader::described).toList();
    }

    private static Labels described(IndexReader.Level level) {
        Values values = level.given();
        if (values == null) {
            return new Labels(level.name(), "int64", "int64", Map.of());
        }
        String type = PandasMetadata.logicalType(values.content().field());
        if (type.equals("unicode")
                || values.dtype().equals("str")
                || values.dtype().equals("string")) {
            return ofTexts(level.name(), values.dtype());
        }
        if (type.equals("object")) {
            throw new UnsupportedPandasException(
                    "index of columns has labels of dtype " + values.dtype() + ", which is not read");
        }
        boolean isPlainTime = values.dtype().startsWith("datetime64") && type.equals("datetime");
        return new Labels(level.name(), isPlainTime ? values.dtype() : type, values.dtype(), values.details());
    }

    static Labels ofTexts(@Nullable Object name, String dtype) {
        return new Labels(name, "unicode", dtype, Map.of("encoding", "UTF-8"));
    }
}
