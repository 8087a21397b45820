package dev.ndwire.ndarray.dtype;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AaTest {
    @Test
    void printsAsPythonDoes() {
        assertThat(ByteOrder1.LITTLE).hasToString("LITTLE");
    }
}
