package dev.ndwire.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.vectors.Json;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That an operation which writes where it is not meant to is told, wherever the byte lies.
class ComparisonTest {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5, 6, 7, 8};

    @TempDir
    Path folder;

    /// Elements 2, 4 and 6 of 8 bytes.
    private static String input(boolean isWriteable) {
        return """
                {"dtype": "|u1", "shape": [3], "strides": [2], "offset": 1, "writeable": %s, "bytes": "%s"}""".formatted(isWriteable, Base64.getEncoder().encodeToString(CONTENT));
    }

    private static Case test(String mode, boolean isWriteable, String expected) {
        return Case.of(Json.parse("""
                {"op": "tried", "dtype": "uint8", "layout": "strided", "k": 0, "text": "", "args": [], "ulps": 0,
                 "mode": "%s", "inputs": [%s, %s], "expect": %s}""".formatted(mode, input(isWriteable), input(true), expected)));
    }

    private @Nullable String change(Case test, Consumer<Arguments> operation) throws IOException {
        String told = null;
        for (int kind = 0; kind < Memory.Kind.values().length; kind++) {
            try (Arena arena = Arena.ofConfined();
                    Arena caseArena = Arena.ofConfined()) {
                var memory = new Memory(arena, folder);
                memory.begin(caseArena);
                var arguments = new Arguments(test, memory, kind);
                operation.accept(arguments);
                String change = new Comparison(test, arguments).change();
                assertThat(told == null || told.equals(change)).isTrue();
                told = change;
            }
        }
        return told;
    }

    private static void write(NDArray array, long byteOffset) {
        array.segment().set(ValueLayout.JAVA_BYTE, byteOffset, (byte) 99);
    }

    @Test
    void saysNothingWhereNothingWasWritten() throws IOException {
        assertThat(change(test("copy", true, "{}"), a -> a.x().copy())).isNull();
        assertThat(change(test("into", true, "{}"), a -> a.x().fill(9))).isNull();
        assertThat(change(test("into", true, "{\"error\": []}"), a -> a.x().fill(9)))
                .isNull();
    }

    @Test
    void tellsOfAnElementOfAnyInputOfAnOperationThatOnlyReads() throws IOException {
        for (String mode : new String[] {"view", "copy", "strides", "computed", "strides computed"}) {
            for (String expected : new String[] {"{}", "{\"error\": []}"}) {
                assertThat(change(test(mode, true, expected), a -> a.x().fill(9)))
                        .isEqualTo("byte 1 of the memory of input 0 was 2, is 9 now");
                assertThat(change(test(mode, true, expected), a -> a.y().set(9, 2)))
                        .isEqualTo("byte 5 of the memory of input 1 was 6, is 9 now");
            }
        }
    }

    @Test
    void tellsOfAByteBetweenElements() throws IOException {
        assertThat(change(test("copy", true, "{}"), a -> write(a.x(), 1)))
                .isEqualTo("byte 2 of the memory of input 0 was 3, is 99 now");
    }

    @Test
    void tellsOfTheOtherInputWhereTheFirstIsWrittenTo() throws IOException {
        assertThat(change(test("into", true, "{}"), a -> write(a.y(), 0)))
                .isEqualTo("byte 1 of the memory of input 1 was 2, is 99 now");
    }

    @Test
    void tellsOfBytesBesideTheElementsWhereWritingWasRefused() throws IOException {
        assertThat(change(test("into", true, "{\"error\": []}"), a -> write(a.x(), 3)))
                .isEqualTo("byte 4 beside the array: expected 5, found 99");
    }

    @Test
    void tellsOfAnElementThatIsReadOnly() throws IOException {
        assertThat(change(test("into", false, "{\"error\": []}"), a -> a.root().fill((byte) 0)))
                .isEqualTo("byte 0 of the memory of input 0 was 1, is 0 now");
    }
}
