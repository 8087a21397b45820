package dev.ndwire.core.comm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorMessagesTest {
    private static PyObject exceptionOf(Throwable failure) {
        Bytes pickle = (Bytes) requireNonNull(ErrorMessages.of(failure).get("exception"));
        return (PyObject) requireNonNull(PickleReader.standard().read(pickle));
    }

    @Test
    void picklesAnExceptionThatPythonCanRaise() {
        PyObject exception = exceptionOf(new IllegalArgumentException("abc"));
        assertThat(exception.isOf("builtins", "ValueError")).isTrue();
        assertThat(exception.arguments()).containsExactly("abc");
        assertThat(exceptionOf(new IllegalStateException()).arguments())
                .containsExactly("java.lang.IllegalStateException");
    }

    @Test
    void cutsTheTextOfAnExceptionBetweenCharacters() {
        for (String unit : List.of("a", "€", "😀", "a😀")) {
            String text = (String) requireNonNull(exceptionOf(new IllegalStateException(unit.repeat(5000)))
                    .arguments()
                    .get(0));
            assertThat(text).hasSizeLessThanOrEqualTo(3333).endsWith("…");
            assertThat(text.substring(0, text.length() - 1))
                    .isEqualTo(unit.repeat(5000).substring(0, text.length() - 1));
            assertThat(text.codePoints()).noneMatch(c -> c >= 0xd800 && c < 0xe000);
        }
    }
}
