package dev.ndwire.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.benchmarks.CodecState.Work;
import dev.ndwire.core.compress.Codec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every way to compress and decompress works on the same bytes, and gives them back.
class SameCompressionTest {
    private static final int BYTE_SIZE = 1 << 20;
    private static final int SMALL = 1 << 12;

    @ParameterizedTest
    @CsvSource({"lz4, NATIVE", "lz4, JAVA", "zlib, NATIVE", "zstd, NATIVE", "zstd, JAVA"})
    void givesTheBytesBack(String codec, Work work) throws Exception {
        for (Compressible data : Compressible.values()) {
            try (CodecState state = new CodecState(codec, work, data, BYTE_SIZE)) {
                assertThat(state.source().toByteArray()).isEqualTo(data.bytes(BYTE_SIZE));
                assertThat(state.compress())
                        .isEqualTo(state.compressedByteSize())
                        .isLessThan(BYTE_SIZE / 2);
                assertThat(state.decompress()).isEqualTo(BYTE_SIZE);
                assertThat(state.decompressed().contentEquals(state.source())).isTrue();
                assertThat(state.askOnly()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void pythonCompressesTheSameBytes(Compressible data) throws Exception {
        assumeThat(Python.isThere()).as("a Python to compare with").isTrue();
        for (String codec : new String[] {"lz4", "zstd"}) {
            try (CodecState python = new CodecState(codec, Work.PYTHON, data, BYTE_SIZE);
                    CodecState ours = new CodecState(codec, Work.NATIVE, data, BYTE_SIZE)) {
                // The same format and level, so nearly the same size; the versions of the libraries differ.
                assertThat(python.compress() / (double) ours.compressedByteSize())
                        .isBetween(0.95, 1.05);
                assertThat(python.decompress()).isEqualTo(BYTE_SIZE);
            }
        }
    }

    @Test
    void whatPythonIsTimedWithAreTheSameBytes() throws Exception {
        assumeThat(Python.isThere()).as("a Python to compare with").isTrue();
        List<PythonRival> rivals;
        try (CompressibleFiles files = CompressibleFiles.write(2 * SMALL)) {
            rivals =
                    PythonRival.once("codec_times.py", "--files", files.argument(), "--sizes", SMALL + "," + 2 * SMALL);
        }

        assertThat(rivals).hasSize(2 * 3 * 2 * 2);
        for (PythonRival rival : rivals) {
            byte[] bytes =
                    Compressible.valueOf(rival.parameter("data")).bytes(Integer.parseInt(rival.parameter("byteSize")));
            byte[] gave = rival.bytes();
            if (rival.benchmark().equals("CompressFrame.compress")) {
                Codec codec = Codec.named(rival.parameter("codec"));
                assertThat(codec.decompress(MemorySegment.ofArray(gave), bytes.length, Arena.ofAuto())
                                .toByteArray())
                        .isEqualTo(bytes);
            } else {
                assertThat(rival.benchmark()).isEqualTo("CompressFrame.decompress");
                assertThat(gave).isEqualTo(bytes);
            }
        }
    }

    @Test
    void fewerNumbersAreTheFirstOfMore() {
        for (Compressible data : Compressible.values()) {
            assertThat(data.bytes(SMALL)).isEqualTo(Arrays.copyOf(data.bytes(2 * SMALL), SMALL));
        }
    }
}
