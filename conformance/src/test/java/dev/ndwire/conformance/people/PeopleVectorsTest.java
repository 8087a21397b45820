package dev.ndwire.conformance.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.vectors.Vector;
import dev.ndwire.conformance.vectors.Vectors;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.header.MsgpackReader;
import dev.ndwire.core.header.MsgpackWriter;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Objects of registered classes, as the pinned Python wrote them.
class PeopleVectorsTest {
    private static final List<Vector> VECTORS = Vectors.of(LivePython.VECTORS).people();

    @Test
    void thereIsAVectorOfEachCase() {
        assertThat(VECTORS)
                .extracting(PeopleVectorsTest::caseOf)
                .containsExactlyElementsOf(People.cases().keySet());
    }

    @Test
    void everyObjectIsReadAsItsTwin() {
        for (var vector : VECTORS) {
            assertThat(People.SERIALIZATION.deserialize(serialized(vector)))
                    .as(vector.name())
                    .isEqualTo(People.cases().get(caseOf(vector)));
        }
    }

    @Test
    void everyTwinIsWrittenByteForByteAsPythonDoes() {
        for (var vector : VECTORS) {
            var ours = People.SERIALIZATION.serialize(People.cases().get(caseOf(vector)));
            assertThat(HexFormat.of().formatHex(MsgpackWriter.encode(ours.header())))
                    .as(vector.name() + " " + serialized(vector).header() + "\n" + ours.header())
                    .isEqualTo(HexFormat.of().formatHex(vector.bytes("header")));
            assertThat(ours.frames())
                    .extracting(frame -> HexFormat.of().formatHex(frame.toByteArray()))
                    .as(vector.name())
                    .isEqualTo(vector.frames().stream()
                            .map(HexFormat.of()::formatHex)
                            .toList());
        }
    }

    private static String caseOf(Vector vector) {
        return vector.name().substring("people/".length());
    }

    private static Serialized serialized(Vector vector) {
        Header header = MsgpackReader.decodeHeader(vector.bytes("header"), HeaderLimits.standard());
        return new Serialized(header, vector.frames().stream().map(Frame::of).toList());
    }
}
