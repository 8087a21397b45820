package dev.ndwire.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.benchmarks.CodecState.Work;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every way to compress and decompress works on the same bytes, and gives them back.
class SameCompressionTest {
    private static final int BYTE_SIZE = 1 << 20;

    @ParameterizedTest
    @CsvSource({"lz4, NATIVE", "lz4, JAVA", "zstd, NATIVE", "zstd, JAVA"})
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
}
