package dev.ndwire.ndarray.dtype;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DTypeTest {
    @Test
    void readsItsOwnText() {
        assertThat(DType.parse(DType.FLOAT64.str())).isEqualTo(DType.FLOAT64);
    }
}
