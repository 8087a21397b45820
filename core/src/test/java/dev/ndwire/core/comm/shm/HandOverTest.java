package dev.ndwire.core.comm.shm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.wire.FrameList;
import dev.ndwire.core.wire.MalformedWireException;
import dev.ndwire.core.wire.WireLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a peer says of its shared files, true or not.
class HandOverTest {
    private static final WireLimits LIMITS = new WireLimits(3, 1000);
    private static final HandOver GOOD = new HandOver(
            List.of(new HandOver.SharedFile(5, true, 64, 700)),
            List.of(new HandOver.Part(3, 0, 0), new HandOver.Part(300, 1, 400)));

    private static void refuses(byte[] bytes, String message) {
        assertThatExceptionOfType(MalformedWireException.class)
                .isThrownBy(() -> HandOver.decode(bytes, 5, LIMITS))
                .withMessage(message);
    }

    @Test
    void readsWhatItWrites() {
        assertThat(HandOver.decode(GOOD.encode(), 5, LIMITS)).isEqualTo(GOOD);
    }

    @Test
    void refusesEveryCut() {
        byte[] whole = GOOD.encode();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(MalformedWireException.class).isThrownBy(() -> HandOver.decode(cut, 5, LIMITS));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0 | -1 | places of 2 frames in 18446744073709551615 shared files cannot take 96 bytes (byte 0 of the message)
        0 | 3 | places of 2 frames in 3 shared files cannot take 96 bytes (byte 0 of the message)
        8 | 0 | frame count 0 is none of 1 to maxFrames=3 (byte 8 of the message)
        8 | 4 | frame count 4 is none of 1 to maxFrames=3 (byte 8 of the message)
        16 | 4 | shared file has number 4, expected 5 (byte 16 of the message)
        24 | 2 | shared file 5 has flags 2, expected 0 or 1 (byte 24 of the message)
        32 | -1 | shared file 5 has 700 bytes from 18446744073709551615 on, expected at least 1 from 0 on (byte 32 of the message)
        40 | 0 | shared file 5 has 0 bytes from 64 on, expected at least 1 from 0 on (byte 32 of the message)
        40 | 9223372036854775807 | shared file 5 has 9223372036854775807 bytes from 64 on, expected at least 1 from 0 on (byte 32 of the message)
        48 | 701 | frame 1 claims 300 bytes, maxByteSize=1000 leaves 299 (byte 72 of the message)
        72 | 301 | frame 1 has 301 bytes from 400 on, its place has 700 (byte 72 of the message)
        72 | -1 | frame 1 has 18446744073709551615 bytes from 400 on, its place has 700 (byte 72 of the message)
        80 | 2 | frame 1 is in shared file 2 of 1 (byte 80 of the message)
        88 | 9223372036854775807 | frame 1 has 300 bytes from 9223372036854775807 on, its place has 700 (byte 72 of the message)
        64 | 1 | frame 0 has 3 bytes from 1 on, its place has 9223372036854775807 (byte 48 of the message)
        """)
    void refusesWhatCannotBe(int at, long value, String message) {
        byte[] bytes = GOOD.encode();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at, value);
        refuses(bytes, message);
    }

    private static void refusesGreeting(Path base, String text, String message) {
        assertThatExceptionOfType(MalformedWireException.class)
                .isThrownBy(() ->
                        Greeting.read(new FrameList(List.of(Frame.utf8(text))), base, Address.parse("shm:///run/a")))
                .withMessageStartingWith(message);
    }

    @Test
    void refusesAPeerThatWouldHaveNamesMadeElsewhere(@TempDir Path base) throws IOException {
        String none = "shm:///run/a does not begin as shm:// does";
        Files.createDirectory(base.resolve("12-ab"));
        Greeting good = Greeting.of(base.resolve("12-ab").resolve("3-"));
        assertThat(Greeting.read(new FrameList(List.of(good.encode())), base, Address.parse("shm:///run/a")))
                .isEqualTo(good);
        String head = "ndwire shm 1\n" + base + "\n";
        refusesGreeting(base, "hello", none);
        refusesGreeting(base, "", none);
        refusesGreeting(base, head + "12-ab\n3-\n", none);
        refusesGreeting(base, head + "../12-ab\n3-", none);
        refusesGreeting(base, head + "12-ab\n../3-", none);
        refusesGreeting(base, head + "12-ab\n/etc/3-", none);
        refusesGreeting(base, "x".repeat(9000), none);
        refusesGreeting(
                base,
                head + "12-zz\n3-",
                "shm:///run/a keeps its shared memory in " + base.resolve("12-zz") + ", which is no folder");
        refusesGreeting(
                base,
                "ndwire shm 1\n/elsewhere\n12-ab\n3-",
                "shm:///run/a keeps its shared memory in /elsewhere, expected " + base);
    }
}
