package dev.ndwire.core.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.pickle.PickleVectors.Vector;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What Python pickled is read as the right Java values, and goes back as Python writes it.
class PickleVectorsTest {
    private static final int MAX_DESCRIPTION = 400;

    @Test
    void readsEveryCaseInEveryProtocolAsTheValueThatPythonDescribes() {
        Map<String, String> descriptions = PickleVectors.descriptions();
        Set<String> read = new HashSet<>();
        List<String> differing = new ArrayList<>();
        for (Vector vector : PickleVectors.ofPython()) {
            Object value = PickleReader.standard().read(vector.frame(), vector.buffers());
            String words = Description.of(value);
            String found = words.length() <= MAX_DESCRIPTION ? words : "sha256:" + digest(bytesOf(words));
            if (!found.equals(descriptions.get(vector.name()))) {
                differing.add(vector + ": " + found + ", expected " + descriptions.get(vector.name()));
            }
            read.add(vector.name());
        }
        assertThat(differing).isEmpty();
        assertThat(read).isEqualTo(descriptions.keySet()).hasSizeGreaterThan(240);
    }

    @Test
    void keepsObjectsOfPackagesAsTheyAre() {
        for (Vector vector : PickleVectors.ofPackages()) {
            PickleReader reader = PickleReader.of(Constructors.ofPython(), PickleLimits.standard());
            Object value = reader.read(vector.frame(), vector.buffers());
            assertThat(Description.of(value)).as("%s", vector).doesNotContain("unexpected");
        }
    }

    @Test
    void writesEveryCaseAsPythonDoesOrAsPythonHasAccepted() {
        Set<String> accepted = new HashSet<>(PickleVectors.accepted());
        List<String> differing = new ArrayList<>();
        int identical = 0;
        for (List<Vector> file : List.of(PickleVectors.ofPython(), PickleVectors.ofPackages())) {
            Map<String, Vector> byName = new HashMap<>();
            file.forEach(vector -> byName.put(key(vector.name(), vector.protocol(), vector.isOutOfBand()), vector));
            for (Vector vector : file) {
                for (int protocol : vector.isOutOfBand() ? new int[] {5} : new int[] {4, 5}) {
                    List<PickleBuffer> buffers = new ArrayList<>();
                    byte[] written = rewrite(vector, protocol, buffers);
                    Vector expected = byName.get(key(vector.name(), protocol, vector.isOutOfBand()));
                    if (expected != null && MessageDigest.isEqual(written, expected.pickle())) {
                        identical++;
                    } else if (!accepted.contains(line(vector, protocol, written))) {
                        differing.add(vector + " written as " + protocol);
                    }
                    assertThat(buffers).as("%s", vector).isEqualTo(vector.buffers());
                }
            }
        }
        assertThat(differing).isEmpty();
        assertThat(identical).isGreaterThan(9 * accepted.size());
    }

    private static byte[] rewrite(Vector vector, int protocol, List<PickleBuffer> buffers) {
        Constructors constructors = Constructors.ofPython();
        Object value = PickleReader.of(constructors, PickleLimits.standard()).read(vector.frame(), vector.buffers());
        PickleWriter writer = PickleWriter.of(protocol, constructors);
        return vector.isOutOfBand()
                ? writer.write(value, buffers::add).toByteArray()
                : writer.write(value).toByteArray();
    }

    private static String key(String name, int protocol, boolean outOfBand) {
        return name + " " + protocol + " " + outOfBand;
    }

    private static String line(Vector vector, int protocol, byte[] written) {
        String band = vector.isOutOfBand() ? "oob" : "-";
        return String.join("\t", vector.name(), "" + vector.protocol(), "" + protocol, band, digest(written));
    }

    private static byte[] bytesOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
