package dev.ndwire.conformance.differential;

import dev.ndwire.conformance.vectors.Json;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operation is applied to: the arrays of a case, laid over memory of one kind after another, and the rest.
final class Arguments {
    private final List<NDArray> arrays = new ArrayList<>();
    private final List<MemorySegment> roots = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();
    private final List<Json> rest;

    /// @param firstKind which kind of memory the first array lies in; the next array lies in the next kind
    Arguments(Case test, Memory memory, int firstKind) {
        Memory.Kind[] kinds = Memory.Kind.values();
        for (Json input : test.inputs()) {
            Memory.Kind kind = kinds[(firstKind + arrays.size()) % kinds.length];
            byte[] content = Case.octets(input.get("bytes"));
            MemorySegment root = memory.of(content, kind);
            contents.add(content);
            roots.add(root);
            arrays.add(NDArray.wrap(
                    root,
                    DTypes.of(input.get("dtype")),
                    Case.longs(input.get("shape")),
                    Case.longs(input.get("strides")),
                    input.get("offset").integer(),
                    input.get("writeable").isTrue()));
        }
        rest = test.arguments();
    }

    /// The memory under the first array, as a whole.
    MemorySegment root() {
        return roots.getFirst();
    }

    /// The memory under the first array as it was before anything was done.
    byte[] rootBefore() {
        return contents.getFirst();
    }

    /// The first byte of the memory under arrays that is not what it was, whether an element lies there or not.
    ///
    /// @param from the first array whose memory is not to be written to
    /// @return what was written where, or null if all is as it was
    @Nullable
    String change(int from) {
        for (int i = from; i < roots.size(); i++) {
            byte[] now = roots.get(i).toArray(ValueLayout.JAVA_BYTE);
            int at = Arrays.mismatch(contents.get(i), now);
            if (at >= 0) {
                return "byte " + at + " of the memory of input " + i + " was " + contents.get(i)[at] + ", is " + now[at]
                        + " now";
            }
        }
        return null;
    }

    int arrayCount() {
        return arrays.size();
    }

    NDArray array(int index) {
        return arrays.get(index);
    }

    NDArray x() {
        return array(0);
    }

    NDArray y() {
        return array(1);
    }

    int count() {
        return rest.size();
    }

    boolean isNull(int index) {
        return rest.get(index).isNull();
    }

    String text(int index) {
        return rest.get(index).text();
    }

    boolean truth(int index) {
        return rest.get(index).isTrue();
    }

    boolean isList(int index) {
        return rest.get(index) instanceof Json.Elements;
    }

    String[] texts(int index) {
        return rest.get(index).list().stream().map(Json::text).toArray(String[]::new);
    }

    NDArray[] arrays() {
        return arrays.toArray(NDArray[]::new);
    }

    Object value(int index) {
        return value(rest.get(index));
    }

    @Nullable
    Object valueOrNull(int index) {
        return isNull(index) ? null : value(index);
    }

    /// One of the arrays, or a value of Python.
    Object value(Json told) {
        if (told.has("input")) {
            return array(Math.toIntExact(told.get("input").integer()));
        }
        if (told.has("bool")) {
            return told.get("bool").isTrue();
        }
        if (told.has("int")) {
            var number = new BigInteger(told.get("int").text());
            return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
        }
        if (told.has("float")) {
            return floating(told.get("float").text());
        }
        if (told.has("complex")) {
            List<Json> parts = told.get("complex").list();
            return new Complex(
                    floating(parts.get(0).text()), floating(parts.get(1).text()));
        }
        return told.has("bytes")
                ? Bytes.of(Case.octets(told.get("bytes")))
                : told.get("str").text();
    }

    private static double floating(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    long integer(int index) {
        return rest.get(index).integer();
    }

    int smallInteger(int index) {
        return Math.toIntExact(integer(index));
    }

    @Nullable
    Long integerOrNull(int index) {
        return isNull(index) ? null : Long.valueOf(integer(index));
    }

    long[] integers(int index) {
        return Case.longs(rest.get(index));
    }

    int[] smallIntegers(int index) {
        return rest.get(index).list().stream()
                .mapToInt(one -> Math.toIntExact(one.integer()))
                .toArray();
    }

    DType dtype(int index) {
        return DTypes.of(rest.get(index));
    }

    Json json(int index) {
        return rest.get(index);
    }
}
