package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.dtype.DType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

/// What numpy printed, as `conformance/python/vectors/write_print_vectors.py` wrote it down.
class PrintingGoldenTest {
    @Test
    void printsAsNumpyDoes() throws IOException {
        List<List<String>> lines = GoldenLines.read("array/prints.txt");
        var differences = new ArrayList<String>();
        for (List<String> line : lines) {
            DType dtype = GoldenLines.build(GoldenLines.literal(line.get(0)));
            long[] shape = GoldenLines.shape(GoldenLines.literal(line.get(1)));
            NDArray array = NDArray.wrap(MemorySegment.ofArray(inflated(line.get(2))), dtype, shape);
            String what = line.get(0) + " " + line.get(1);
            compare(differences, "str of " + what, array.toString(), GoldenLines.literal(line.get(3)));
            compare(differences, "repr of " + what, array.repr(), GoldenLines.literal(line.get(4)));
        }
        assertThat(lines).hasSizeGreaterThan(1000);
        assertThat(differences).isEmpty();
    }

    private static void compare(List<String> differences, String what, String actual, Object expected) {
        if (!actual.equals(expected)) {
            differences.add(what + "\nexpected " + expected + "\nactual   " + actual);
        }
    }

    private static byte[] inflated(String base64) throws IOException {
        byte[] compressed = Base64.getDecoder().decode(base64);
        try (var input = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            return input.readAllBytes();
        }
    }
}
