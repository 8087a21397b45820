package dev.ndwire.ndarray.pickle;

import dev.ndwire.core.frame.Frame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.InflaterInputStream;

/// Lines of the files that `write_numpy_pickle_vectors.py` wrote: columns between tabs, some of them packed.
final class PickleRows {
    private PickleRows() {}

    static List<String[]> of(String file) {
        try (InputStream in = Objects.requireNonNull(PickleRows.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] inflate(String base64) {
        byte[] packed = Base64.getDecoder().decode(base64);
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Frame frame(String base64) {
        return Frame.of(inflate(base64));
    }

    static String text(String base64) {
        return new String(inflate(base64), StandardCharsets.UTF_8);
    }
}
