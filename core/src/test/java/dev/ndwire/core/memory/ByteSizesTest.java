package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1000, 1000",
        "7B, 7",
        "1kB, 1000",
        "1KB, 1000",
        "2 MB, 2000000",
        "1.5GB, 1500000000",
        "1TB, 1000000000000",
        "1KiB, 1024",
        "64 MiB, 67108864",
        "1GiB, 1073741824",
        "1gib, 1073741824",
        "0.5KiB, 512",
        "1.50KiB, 1536",
        "2TiB, 2199023255552",
        "' 8GiB ', 8589934592",
        "9223372036854775807, 9223372036854775807",
        "8388607.5 TiB, 9223371487098961920",
    })
    void readsSizes(String text, long byteSize) {
        assertThat(ByteSizes.parse(text)).isEqualTo(byteSize);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "GiB", "-1", "8GX", "1 G", "1K", "1  KiB", "1e9", "1,5GB", "0x10", ".5KiB", "1.KiB", "½GiB"})
    void refusesWhatIsNoSize(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSizes.parse(text))
                .withMessage("\"" + text + "\" is no size in bytes: a number with one of the units"
                        + " B, kB, MB, GB, TB, KiB, MiB, GiB, TiB or none is allowed");
    }

    @Test
    void refusesFractionsOfAByte() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSizes.parse("0.3KiB"))
                .withMessage("\"0.3KiB\" is 307.2 bytes: only a whole number is allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "8388608TiB", "99999999999999999999999999GB"})
    void refusesMoreThanALongHolds(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSizes.parse(text))
                .withMessage("\"" + text + "\" is too large a size: at most 9223372036854775807 bytes are allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1000, 1000 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "1048575, 1.0 MiB",
        "67108864, 64 MiB",
        "1610612736, 1.5 GiB",
        "1099511627776, 1 TiB",
        "9223372036854775807, 8388608.0 TiB",
    })
    void writesTheLargestUnitThatFits(long byteSize, String text) {
        assertThat(ByteSizes.format(byteSize)).isEqualTo(text);
    }

    @Test
    void refusesToWriteNegativeSizes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSizes.format(-1))
                .withMessage("size -1 is negative: at least 0 bytes are allowed");
    }
}
