package dev.ndwire.core.pickle;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.InflaterInputStream;

/// The pickles that Python wrote: `write_pickle_vectors.py` says what is in the files.
final class PickleVectors {
    private PickleVectors() {}

    /// One pickle.
    record Vector(String name, int protocol, Bytes content, List<PickleBuffer> buffers) {
        byte[] pickle() {
            return content.toArray();
        }

        Frame frame() {
            return Frame.of(content.toArray());
        }

        boolean isOutOfBand() {
            return !buffers.isEmpty();
        }

        @Override
        public String toString() {
            return name + ", protocol " + protocol + (isOutOfBand() ? " out of band" : "");
        }
    }

    static List<Vector> ofPython() {
        return vectors("pickles.txt");
    }

    static List<Vector> ofPackages() {
        return vectors("packages.txt");
    }

    static List<Vector> all() {
        List<Vector> all = new ArrayList<>(ofPython());
        all.addAll(ofPackages());
        return all;
    }

    static Map<String, String> descriptions() {
        return lines("values.txt").stream()
                .map(line -> line.split("\t", -1))
                .collect(Collectors.toMap(columns -> columns[0], columns -> columns[1]));
    }

    static List<String> accepted() {
        return lines("accepted.txt");
    }

    private static List<Vector> vectors(String file) {
        return lines(file).stream()
                .map(line -> line.split("\t", -1))
                .map(columns -> new Vector(
                        columns[0], Integer.parseInt(columns[1]), Bytes.of(inflate(columns[2])), buffers(columns[3])))
                .toList();
    }

    private static List<PickleBuffer> buffers(String column) {
        return Arrays.stream(column.split(" "))
                .filter(text -> !text.isEmpty())
                .map(text -> new PickleBuffer(Frame.of(inflate(text.substring(1))), text.charAt(0) == 'w'))
                .toList();
    }

    private static byte[] inflate(String base64) {
        byte[] packed = Base64.getDecoder().decode(base64);
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(PickleVectors.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
