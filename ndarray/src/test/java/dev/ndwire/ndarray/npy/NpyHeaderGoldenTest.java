package dev.ndwire.ndarray.npy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.StructBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Headers that numpy wrote, made again.
class NpyHeaderGoldenTest {
    static Stream<List<String>> headers() {
        return GoldenLines.read("npy/headers.txt").stream();
    }

    @ParameterizedTest
    @MethodSource("headers")
    void writesNumpysBytes(List<String> columns) throws NoSuchAlgorithmException {
        NpyHeader header = header(columns);

        byte[] bytes = header.toBytes();

        assertThat(header.version()).hasToString(columns.get(4));
        assertThat(bytes).hasSize(Integer.parseInt(columns.get(5)));
        assertThat(header.dataByteOffset()).isEqualTo(bytes.length);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(columns.get(6));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void readsBackWhatItWrote(List<String> columns) throws IOException {
        NpyHeader header = header(columns);
        var channel = Channels.newChannel(new ByteArrayInputStream(header.toBytes()));

        assertThat(NpyHeader.read(channel, "memory")).isEqualTo(header).hasSameHashCodeAs(header);
    }

    private static NpyHeader header(List<String> columns) {
        DType dtype = dtype(columns.get(0));
        boolean fortranOrder = columns.get(1).equals("True");
        long[] shape = GoldenLines.shape(GoldenLines.literal(columns.get(2)));
        return columns.get(3).equals("-")
                ? NpyHeader.of(dtype, fortranOrder, shape)
                : NpyHeader.of(NpyVersion.valueOf("V" + columns.get(3).replace('.', '_')), dtype, fortranOrder, shape);
    }

    private static DType dtype(String plan) {
        return switch (plan) {
            case "WIDE" -> wide();
            case "NESTED" -> DType.struct().field("\u03b1", wide()).build();
            default -> GoldenLines.build(GoldenLines.literal(plan));
        };
    }

    private static DType wide() {
        StructBuilder builder = DType.struct();
        for (int i = 0; i < 2000; i++) {
            builder.field("a_field_with_a_long_name_" + i, DType.FLOAT64);
        }
        return builder.build();
    }
}
