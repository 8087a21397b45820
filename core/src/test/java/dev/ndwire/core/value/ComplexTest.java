package dev.ndwire.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComplexTest {
    @Test
    void printsAsPythonDoes() {
        assertThat(new Complex(1, 2)).hasToString("1.0+2.0j");
    }
}
