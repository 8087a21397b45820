package dev.ndwire.conformance.large;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.command.NdwireProcess;
import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.core.comm.Client;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.NpyHeader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// 3 GiB: more elements than an `int` counts, more bytes than one buffer or one read takes.
@ExtendWith(OneAtATime.class)
class LargeArrayTest {
    private static final long BYTE_SIZE = 3L << 30;
    private static final long WRITTEN_BYTE_SIZE = (2L << 30) + (1 << 16);
    private static final long NEEDED_BYTES = 8L << 30;
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
    // Odd, so that no two words are alike, and no shift of a multiple of 8 bytes stays unseen.
    private static final long STEP = 0x9E3779B97F4A7C15L;

    @TempDir
    Path directory;

    @Test
    void movesToAnotherJvmAndBackWithEveryByteInItsPlace() throws IOException {
        requireMemory("a JVM");
        try (var server = NdwireProcess.serve(directory, List.of("-Xmx64m"))) {
            putAndGetBack(server.address());
        }
    }

    @Test
    void movesToPythonAndBackWithEveryByteInItsPlace() throws IOException {
        LivePython.environment();
        requireMemory("Python");
        try (var server = LivePython.serve()) {
            putAndGetBack(server.address());
        }
    }

    /// Only one copy is alive here at a time: the bytes can be told from their place.
    private static void putAndGetBack(String address) throws IOException {
        try (var client = Client.connect(address)) {
            try (var arena = Arena.ofConfined()) {
                var memory = arena.allocate(BYTE_SIZE, Long.BYTES);
                fill(memory);
                client.put("large", NDArray.wrap(memory, DType.UINT8, BYTE_SIZE));
            }
            try (var received = client.get("large")) {
                var array = received.as(NDArray.class);
                assertThat(array.dtype()).isEqualTo(DType.UINT8);
                assertThat(array.shape()).containsExactly(BYTE_SIZE);
                assertThat(firstFault(array.segment()))
                        .as("the first wrong word")
                        .isEqualTo(BYTE_SIZE);
                long last = BYTE_SIZE - 1;
                assertThat(array.getLong(last)).isEqualTo((last / Long.BYTES * STEP) >>> 56);
            }
            client.remove("large");
        }
    }

    private static void fill(MemorySegment memory) {
        for (long at = 0; at < memory.byteSize(); at += Long.BYTES) {
            memory.set(WORD, at, at / Long.BYTES * STEP);
        }
    }

    private static long firstFault(MemorySegment memory) {
        long at = 0;
        while (at < memory.byteSize() && memory.get(WORD, at) == at / Long.BYTES * STEP) {
            at += Long.BYTES;
        }
        return at;
    }

    private static void requireMemory(String peer) throws IOException {
        FreeMemory.require("3 GiB to " + peer + " and back", NEEDED_BYTES);
    }

    @Test
    void aFileBeyondTwoGibibytesIsMappedAndChanged() throws IOException {
        var file = sparse(directory.resolve("large.npy"));
        long[] places = {0, Integer.MAX_VALUE + 5L, BYTE_SIZE - 1};
        try (var arena = Arena.ofConfined()) {
            var array = Npy.map(file, arena, MapMode.READ_WRITE);
            for (long place : places) {
                array.setLong(7, place);
            }
        }
        try (var arena = Arena.ofConfined()) {
            var array = Npy.map(file, arena);
            assertThat(array.shape()).containsExactly(BYTE_SIZE);
            for (long place : places) {
                assertThat(array.getLong(place)).isEqualTo(7);
                assertThat(array.getLong(place == 0 ? 1 : place - 1)).isZero();
            }
        }
    }

    /// To a channel, so that no disk has to hold it; gathered, since one byte stands for all.
    @Test
    void anArrayBeyondTwoGibibytesIsWrittenAsAFile() throws IOException {
        var repeated = NDArray.of(new byte[] {7}, DType.UINT8).broadcastTo(WRITTEN_BYTE_SIZE);
        try (var counting = new Counting()) {
            Npy.write(counting, repeated);
            long headerByteSize =
                    NpyHeader.of(DType.UINT8, false, WRITTEN_BYTE_SIZE).dataByteOffset();
            assertThat(counting.byteCount).isEqualTo(headerByteSize + WRITTEN_BYTE_SIZE);
            assertThat(counting.sevens).isEqualTo(WRITTEN_BYTE_SIZE);
        }
    }

    private static Path sparse(Path file) throws IOException {
        var header = ByteBuffer.wrap(NpyHeader.of(DType.UINT8, false, BYTE_SIZE).toBytes());
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            int headerByteSize = channel.write(header);
            channel.write(ByteBuffer.wrap(new byte[1]), headerByteSize + BYTE_SIZE - 1);
        }
        return file;
    }

    /// Takes whatever is written, and keeps no more of it than what the test asks.
    private static final class Counting implements WritableByteChannel {
        private static final long SEVENS = 0x0707070707070707L;

        private long byteCount;
        private long sevens;

        @Override
        public int write(ByteBuffer source) {
            var bytes = MemorySegment.ofBuffer(source);
            long at = 0;
            for (; at + Long.BYTES <= bytes.byteSize(); at += Long.BYTES) {
                sevens += bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at) == SEVENS ? Long.BYTES : 0;
            }
            for (; at < bytes.byteSize(); at++) {
                sevens += bytes.get(ValueLayout.JAVA_BYTE, at) == 7 ? 1 : 0;
            }
            int taken = source.remaining();
            byteCount += taken;
            source.position(source.limit());
            return taken;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
