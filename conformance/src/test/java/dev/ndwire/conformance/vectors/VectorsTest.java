package dev.ndwire.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VectorsTest {
    private static final Vectors VECTORS = Vectors.of(LivePython.VECTORS);

    @Test
    void everyVectorHasANameOfItsOwn() {
        Stream.of(
                        VECTORS.values(),
                        VECTORS.arrays(),
                        VECTORS.families(),
                        VECTORS.messages(),
                        VECTORS.packed(),
                        VECTORS.sharded())
                .forEach(file -> assertThat(file)
                        .isNotEmpty()
                        .doesNotHaveDuplicates()
                        .extracting(Vector::name)
                        .doesNotHaveDuplicates());
    }

    @Test
    void theStreamOfAMessageIsWhatItsSizesAndHeadSay() {
        for (var message : VECTORS.messages()) {
            var stream = ByteBuffer.wrap(message.bytes("stream")).order(ByteOrder.LITTLE_ENDIAN);
            var sizes = message.frameByteSizes();
            long preludeSize = 8L * (1 + sizes.size());
            long covered = sizes.stream()
                    .limit(message.coveredFrames())
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(stream.getLong()).as(message.name()).isEqualTo(preludeSize + covered);
            assertThat(stream.getLong()).as(message.name()).isEqualTo(sizes.size());
            for (long size : sizes) {
                assertThat(stream.getLong()).as(message.name()).isEqualTo(size);
            }
            assertThat((long) stream.remaining())
                    .as(message.name())
                    .isEqualTo(sizes.stream().mapToLong(Long::longValue).sum());
        }
    }

    @Test
    void theFramesOfAContiguousArrayAreItsElements() {
        var array = VECTORS.arrays().stream()
                .filter(vector -> vector.name().equals("array/<f8/C-2d"))
                .findFirst()
                .orElseThrow();
        assertThat(array.frames()).hasSize(1);
        assertThat(array.frames().getFirst())
                .isEqualTo(Vector.decoded(array.expect().get("v")));
        assertThat(array.isPickled()).isFalse();
    }

    @Test
    void someVectorsHoldWhatOnlyAPickleTells() {
        assertThat(VECTORS.arrays()).anyMatch(Vector::isPickled);
        assertThat(VECTORS.messages()).anyMatch(Vector::isPickled);
    }

    @Test
    void allOfThemAreSmallerThanAMebibyte() throws IOException {
        long byteSize = 0;
        try (var files = Files.list(LivePython.VECTORS)) {
            for (var file : files.toList()) {
                byteSize += Files.size(file);
            }
        }
        assertThat(byteSize).isLessThan(1 << 20);
    }
}
