package dev.ndwire.ndarray;

import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.StructBuilder;
import dev.ndwire.ndarray.literal.LiteralException;
import dev.ndwire.ndarray.literal.LiteralParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What numpy said, as `conformance/python/vectors/write_dtype_vectors.py` wrote it down.
public final class GoldenLines {
    private GoldenLines() {}

    /// A file below `dev/ndwire/ndarray` among the test resources.
    public static Path path(String name) {
        return Path.of(Objects.requireNonNull(
                        GoldenLines.class.getResource("/dev/ndwire/ndarray/" + name), name + " is not there")
                .getPath());
    }

    /// The lines of a file, cut into columns.
    public static List<List<String>> read(String name) {
        try {
            return Files.readString(path(name), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Object literal(String text) {
        try {
            return Objects.requireNonNull(LiteralParser.parse(text));
        } catch (LiteralException e) {
            throw new AssertionError(text, e);
        }
    }

    /// Builds a dtype by its plan: text, `(base, shape)`, or `(fields, itemsize, aligned)`.
    public static DType build(@Nullable Object plan) {
        if (plan instanceof String text) {
            return DType.parse(text);
        }
        PyTuple parts = (PyTuple) Objects.requireNonNull(plan);
        if (parts.size() == 2) {
            return DType.subArray(build(parts.get(0)), shape(parts.get(1)));
        }
        StructBuilder builder = Boolean.TRUE.equals(parts.get(2)) ? DType.alignedStruct() : DType.struct();
        for (Object entry : (List<?>) Objects.requireNonNull(parts.get(0))) {
            PyTuple field = (PyTuple) Objects.requireNonNull(entry);
            String name = (String) Objects.requireNonNull(field.get(1));
            DType dtype = build(field.get(2));
            long byteOffset = (Long) Objects.requireNonNull(field.get(3));
            if (field.get(0) instanceof String title) {
                builder.titled(title, name, dtype, byteOffset);
            } else {
                builder.field(name, dtype, byteOffset);
            }
        }
        return builder.build((Long) Objects.requireNonNull(parts.get(1)));
    }

    public static long[] shape(@Nullable Object tuple) {
        return ((List<?>) Objects.requireNonNull(tuple))
                .stream().mapToLong(length -> (Long) length).toArray();
    }
}
