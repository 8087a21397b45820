package dev.ndwire.conformance.vectors;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEnum;
import dev.ndwire.core.value.PySet;
import dev.ndwire.ndarray.array.NDArray;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Says of a value what `write_vectors.py` says of Python's, in the same tags.
final class Meaning {
    private Meaning() {}

    static Json of(@Nullable Object value) {
        return switch (value) {
            case null -> tagged("none");
            case Boolean truth -> tagged("bool", "v", new Json.Truth(truth));
            case Double number -> {
                var bits = String.format("%016x", Double.doubleToRawLongBits(number));
                yield tagged("float", "v", new Json.Text(bits));
            }
            case Number number -> tagged("int", "v", new Json.Text(number.toString()));
            case String text -> tagged("str", "v", new Json.Text(text));
            case Bytes bytes -> tagged("bytes", "v", base64(bytes.toArray()));
            case PyByteArray bytes ->
                tagged("bytes", "v", base64(bytes.content().toArray()));
            case PyDict map -> tagged("map", "v", pairs(map));
            case PySet set -> tagged("set", "v", all(set));
            case List<?> list -> tagged("list", "v", all(list));
            case PyEnum member ->
                tagged(
                        "enum",
                        "module",
                        new Json.Text(member.module()),
                        "type",
                        new Json.Text(member.className()),
                        "name",
                        new Json.Text(member.name()));
            case NDArray array -> of(array);
            default -> throw new IllegalArgumentException("no description for a " + value.getClass());
        };
    }

    private static Json of(NDArray array) {
        var bytes = new byte[Math.toIntExact(array.byteSize())];
        array.copyTo(MemorySegment.ofArray(bytes));
        boolean isStruct = array.dtype().isStruct();
        return withMeaningOfStrides(tagged(
                "array",
                isStruct ? "descr" : "dtype",
                isStruct
                        ? descr(array.dtype().descr())
                        : new Json.Text(array.dtype().str()),
                "shape",
                integers(array.shape()),
                "strides",
                integers(array.strides()),
                "writeable",
                new Json.Truth(array.isWriteable()),
                "v",
                base64(bytes)));
    }

    private static Json descr(Object part) {
        if (part instanceof List<?> list) {
            return new Json.Elements(list.stream().map(Meaning::descr).toList());
        }
        return part instanceof Number number ? number(number.longValue()) : new Json.Text((String) part);
    }

    /// What a vector expects, without the strides that say nothing: those of an axis of length 1, and of an array
    /// without elements.
    static Json expected(Json expect) {
        if (expect instanceof Json.Members object) {
            var members = new LinkedHashMap<String, Json>();
            object.members().forEach((name, value) -> members.put(name, expected(value)));
            var mapped = new Json.Members(members);
            return members.getOrDefault("t", new Json.Null()).equals(new Json.Text("array"))
                    ? withMeaningOfStrides(mapped)
                    : mapped;
        }
        return expect instanceof Json.Elements list
                ? new Json.Elements(
                        list.elements().stream().map(Meaning::expected).toList())
                : expect;
    }

    private static Json withMeaningOfStrides(Json.Members array) {
        var shape = array.get("shape").list().stream().map(Json::integer).toList();
        var strides = array.get("strides").list();
        var said = shape.contains(0L)
                ? List.<Json>of()
                : IntStream.range(0, shape.size())
                        .filter(axis -> shape.get(axis) > 1)
                        .mapToObj(strides::get)
                        .toList();
        var members = new LinkedHashMap<>(array.members());
        members.put("strides", new Json.Elements(said));
        return new Json.Members(members);
    }

    private static Json.Members tagged(String tag, Object... namesAndValues) {
        var members = new LinkedHashMap<String, Json>();
        members.put("t", new Json.Text(tag));
        for (int at = 0; at < namesAndValues.length; at += 2) {
            members.put((String) namesAndValues[at], (Json) namesAndValues[at + 1]);
        }
        return new Json.Members(members);
    }

    private static Json pairs(PyDict map) {
        var pairs = new ArrayList<Json>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            pairs.add(new Json.Elements(List.of(of(entry.getKey()), of(entry.getValue()))));
        }
        return new Json.Elements(pairs);
    }

    private static Json all(Collection<?> values) {
        var described = new ArrayList<Json>();
        for (Object value : values) {
            described.add(of(value));
        }
        return new Json.Elements(described);
    }

    private static Json integers(long[] values) {
        return new Json.Elements(Arrays.stream(values).mapToObj(Meaning::number).toList());
    }

    private static Json number(long value) {
        return new Json.Numeric(BigDecimal.valueOf(value));
    }

    private static Json base64(byte[] bytes) {
        return new Json.Text(Base64.getEncoder().encodeToString(bytes));
    }
}
