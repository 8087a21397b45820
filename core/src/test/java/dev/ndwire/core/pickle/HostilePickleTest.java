package dev.ndwire.core.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.pickle.PickleVectors.Vector;
import dev.ndwire.core.value.Bytes;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Whatever the bytes are, reading them gives a value or a [MalformedPickleException], and takes memory in proportion
/// to them.
class HostilePickleTest {
    private static final int MUTATIONS = 20_000;
    private static final int MAX_PICKLE_BYTES = 6000;

    /// A window, a stack, a memo, and for each byte what the largest thing takes that one byte can make.
    private static final long BASE_BYTES = 64 << 10;

    private static final long BYTES_A_BYTE = 2048;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final PickleReader lifting = PickleReader.standard();
    private final PickleReader plain = PickleReader.of(Constructors.none(), PickleLimits.standard());

    private static List<Vector> small() {
        return PickleVectors.all().stream()
                .filter(vector -> vector.pickle().length <= MAX_PICKLE_BYTES)
                .toList();
    }

    private static void read(PickleReader reader, byte[] pickle, Vector source, String what) {
        long allowed = BASE_BYTES + BYTES_A_BYTE * pickle.length;
        // The first run of a path allocates for the JVM itself: classes, and the call sites of joined texts.
        long allocated = allocatedBy(reader, pickle, source, what);
        if (allocated > allowed) {
            allocated = allocatedBy(reader, pickle, source, what);
        }
        if (allocated > allowed) {
            fail(what + " of " + pickle.length + " bytes took " + allocated + " bytes of heap");
        }
    }

    private static long allocatedBy(PickleReader reader, byte[] pickle, Vector source, String what) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            reader.read(Frame.of(pickle), source.buffers());
        } catch (MalformedPickleException e) {
            assertThat(e).message().isNotEmpty();
        } catch (RuntimeException | StackOverflowError e) {
            fail(what, e);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void survivesEveryTruncation() {
        for (Vector vector : small()) {
            byte[] pickle = vector.pickle();
            int step = pickle.length <= 600 ? 1 : 7;
            for (int size = 0; size < pickle.length; size += step) {
                read(lifting, Arrays.copyOf(pickle, size), vector, vector + " cut to " + size);
            }
        }
    }

    @Test
    void survivesMutations() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        List<Vector> sources = small();
        for (int i = 0; i < MUTATIONS; i++) {
            Vector source = sources.get(random.nextInt(sources.size()));
            byte[] pickle = mutate(source.pickle(), random);
            read(i % 4 == 0 ? plain : lifting, pickle, source, source + ", mutation " + i + " of seed " + seed);
        }
    }

    @Test
    void survivesRandomOpcodes() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        int[] opcodes = java.util.stream.IntStream.range(0, 256)
                .filter(opcode -> !Opcodes.nameOf(opcode).startsWith("opcode"))
                .toArray();
        Vector none = new Vector("none", 5, Bytes.of(), List.of());
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] pickle = new byte[1 + random.nextInt(60)];
            for (int at = 0; at < pickle.length; at++) {
                pickle[at] =
                        (byte) (random.nextInt(4) > 0 ? opcodes[random.nextInt(opcodes.length)] : random.nextInt(3));
            }
            pickle[pickle.length - 1] = '.';
            read(lifting, pickle, none, "opcodes " + i + " of seed " + seed);
        }
    }

    private static byte[] mutate(byte[] pickle, SplittableRandom random) {
        byte[] mutated = pickle.clone();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(5)) {
                case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutated[at] = (byte) random.nextInt(256);
                case 2 -> mutated[at] = mutated[random.nextInt(mutated.length)];
                case 3 -> {
                    int size = Math.min(random.nextInt(16), mutated.length - at);
                    System.arraycopy(pickle, random.nextInt(pickle.length - size + 1), mutated, at, size);
                }
                default -> mutated = without(mutated, at, Math.min(1 + random.nextInt(8), mutated.length - at));
            }
            if (mutated.length == 0) {
                return mutated;
            }
        }
        return mutated;
    }

    private static byte[] without(byte[] bytes, int at, int size) {
        byte[] left = Arrays.copyOf(bytes, bytes.length - size);
        System.arraycopy(bytes, at + size, left, at, bytes.length - at - size);
        return left;
    }

    @Test
    void buildsNoBombsOfSharedTuples() {
        // Each value holds the one before twice: as a value it is small, however often it can be reached.
        StringBuilder pickle = new StringBuilder(")");
        for (int i = 0; i < 100; i++) {
            pickle.append("2\u0086");
        }
        Vector none = new Vector("bomb", 2, Bytes.of(), List.of());
        read(lifting, Pickled.of(pickle + ".").toByteArray(), none, "bomb");
    }

    @Test
    void writesBackWhateverItCouldRead() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        List<Vector> sources = small();
        int written = 0;
        for (int i = 0; i < MUTATIONS / 4; i++) {
            Vector source = sources.get(random.nextInt(sources.size()));
            Object value;
            try {
                value = lifting.read(Frame.of(mutate(source.pickle(), random)), source.buffers());
            } catch (MalformedPickleException e) {
                continue;
            }
            Frame again = PickleWriter.standard().write(value);
            Frame third = PickleWriter.standard().write(lifting.read(again));
            assertThat(third.contentEquals(again))
                    .as("%s, mutation %d of seed %d", source, i, seed)
                    .isTrue();
            written++;
        }
        assertThat(written).isPositive();
    }
}
