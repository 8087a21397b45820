package dev.ndwire.core.compress;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.frame.Frame;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The rule of `maybe_compress`. Where a frame is compressed partly, the outcome was tried in Python with the same
/// places, by replacing `randint`.
class FrameCompressionTest {
    private final List<Long> allocated = new ArrayList<>();

    /// Gives chosen numbers, and notes what was asked for.
    private static final class Chosen implements RandomGenerator {
        private final List<Long> bounds = new ArrayList<>();
        private final long[] numbers;

        Chosen(long... numbers) {
            this.numbers = numbers;
        }

        @Override
        public long nextLong() {
            throw new AssertionError("only bounded numbers are asked for");
        }

        @Override
        public long nextLong(long bound) {
            bounds.add(bound);
            return numbers[bounds.size() - 1];
        }
    }

    private FrameCompression with(String codec, RandomGenerator random) {
        return new FrameCompression(
                Codec.named(codec),
                random,
                (size, alignment) -> {
                    allocated.add(size);
                    return Arena.ofAuto().allocate(size, alignment);
                },
                Arena.ofAuto());
    }

    private FrameCompression lz4(long seed) {
        return with("lz4", new SplittableRandom(seed));
    }

    /// Zeros up to a point, noise from there on.
    private static Frame half(int size, int zeros) {
        byte[] bytes = CodecTest.noise(size);
        Arrays.fill(bytes, 0, zeros, (byte) 0);
        return Frame.of(bytes);
    }

    @Test
    void compressesFromTenThousandBytesOn() {
        assertThat(lz4(1).compress(Frame.of(new byte[9_999]))).isNull();
        assertThat(lz4(1).compress(Frame.EMPTY)).isNull();
        Frame compressed = lz4(1).compress(Frame.of(new byte[10_000]));
        assertThat(requireNonNull(compressed).byteSize()).isLessThan(100);
    }

    @Test
    void leavesNoiseAloneWithoutTakingMemoryForIt() {
        assertThat(lz4(1).compress(Frame.of(CodecTest.noise(100_000)))).isNull();
        assertThat(allocated).isEmpty();
    }

    @Test
    void everySampleDecidesAndThenTheWhole() {
        Frame mostlyNoise = half(100_000, 20_000);
        // All five samples from the zeros, though the whole shrinks to 0.8 only.
        assertThat(with("lz4", new Chosen(0, 10_000, 1, 10_000, 2)).compress(mostlyNoise))
                .isNull();
        assertThat(allocated).hasSize(1);
        Frame mostlyZeros = half(100_000, 60_000);
        // All from the noise, though the whole shrinks to 0.4.
        assertThat(with("lz4", new Chosen(60_000, 70_000, 80_000, 90_000, 65_000))
                        .compress(mostlyZeros))
                .isNull();
        assertThat(with("lz4", new Chosen(0, 10_000, 20_000, 30_000, 40_000)).compress(mostlyZeros))
                .isNotNull();
    }

    @Test
    void samplesLieWhereThePythonRuleHasThem() {
        Chosen random = new Chosen(50_000, 50_100, 7, 7, 90_000);
        Frame bytes = half(100_000, 50_100);
        // 100 bytes of zeros up to the second start, which begins noise and is cut by nothing, as a start before it
        // cuts
        // all: so bytes 50,000 to 50,100; none; none; 10,000 from 7 on; 10,000 of noise.
        assertThat(with("lz4", random).compress(bytes)).isNotNull();
        assertThat(random.bounds).containsExactly(90_001L, 90_001L, 90_001L, 90_001L, 90_001L);
    }

    @Test
    void everyCodecIsAsked() {
        for (String name : Codec.names()) {
            Frame frame = Frame.of(CodecTest.compressible(200_000, 3));
            FrameCompression compression = with(name, new SplittableRandom(5));
            Frame compressed = compression.compress(frame);
            assertThat(compression
                            .codec()
                            .decompress(
                                    requireNonNull(compressed, name).toSegment(Arena.ofAuto()), 200_000, Arena.ofAuto())
                            .contentEquals(frame))
                    .isTrue();
        }
    }

    @Test
    void memoryOfAFrameThatDidNotShrinkServesTheNext() {
        FrameCompression compression = with("lz4", new Chosen(0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4));
        assertThat(compression.compress(half(100_000, 20_000))).isNull();
        Frame first = compression.compress(Frame.of(new byte[100_000]));
        Frame second = compression.compress(Frame.of(new byte[90_000]));
        assertThat(allocated).hasSize(2);
        assertThat(requireNonNull(first).segments())
                .isNotEqualTo(requireNonNull(second).segments());
    }
}
