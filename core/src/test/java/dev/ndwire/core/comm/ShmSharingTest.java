package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.memory.SharedMemory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose memory it is that arrives, and until when.
class ShmSharingTest {
    private static final int BYTE_SIZE = 300_000;

    private final MemoryPool pool = MemoryPool.ofShared(MemoryBudget.ofBytes(64L << 20), 0);

    @TempDir
    private Path sockets;

    private List<Path> namesBefore;

    @BeforeEach
    void listNames() throws IOException {
        namesBefore = ShmPair.names();
    }

    @AfterEach
    void leavesNoNames() throws IOException {
        assertThat(ShmPair.names()).isEqualTo(namesBefore);
        assertThat(pool.budget().usedBytes()).isZero();
    }

    @Test
    void whatLiesInSharedMemoryArrivesAsTheSameMemory() throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.GRANTING);
                Lease lease = pool.lease(Ownership.LEASED)) {
            for (int byteSize : new int[] {1, 1000, BYTE_SIZE}) {
                MemorySegment mine = lease.allocate(byteSize, 64).fill((byte) 1);
                pair.near().write(new Blob(Frame.of(mine)));
                try (Received received = pair.far().read()) {
                    assertThat(ShmPair.segmentOf(received).byteSize()).isEqualTo(byteSize);
                    ShmPair.segmentOf(received).set(ValueLayout.JAVA_BYTE, byteSize - 1, (byte) 7);
                    assertThat(mine.get(ValueLayout.JAVA_BYTE, byteSize - 1)).isEqualTo((byte) 7);
                    mine.set(ValueLayout.JAVA_BYTE, 0, (byte) 9);
                    assertThat(ShmPair.first(received)).isEqualTo((byte) 9);
                }
            }
        }
    }

    @Test
    void whatArrivesIsReadOnlyUnlessItIsGranted() throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.READ_ONLY);
                Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment mine = lease.allocate(BYTE_SIZE, 64).fill((byte) 1);
            pair.near().write(new Blob(Frame.of(mine)));
            try (Received received = pair.far().read()) {
                MemorySegment theirs = ShmPair.segmentOf(received);
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> theirs.set(ValueLayout.JAVA_BYTE, 0, (byte) 2));
                mine.set(ValueLayout.JAVA_BYTE, 0, (byte) 3);
                assertThat(ShmPair.first(received)).isEqualTo((byte) 3);
            }
        }
    }

    @Test
    void aReadOnlyViewIsNotGrantedForWriting() throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.GRANTING);
                Lease lease = pool.lease(Ownership.LEASED)) {
            pair.near().write(new Blob(Frame.of(lease.allocate(BYTE_SIZE, 64).asReadOnly())));
            try (Received received = pair.far().read()) {
                assertThat(ShmPair.segmentOf(received).isReadOnly()).isTrue();
            }
        }
    }

    @Test
    void whatLiesElsewhereArrivesAsACopy() throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.GRANTING);
                Arena arena = Arena.ofConfined()) {
            MemorySegment mine = arena.allocate(BYTE_SIZE).fill((byte) 1);
            pair.near().write(new Blob(Frame.of(mine)));
            mine.fill((byte) 2);
            try (Received received = pair.far().read()) {
                assertThat(ShmPair.first(received)).isEqualTo((byte) 1);
                assertThat(SharedMemory.standard().find(ShmPair.segmentOf(received)))
                        .isPresent();
            }
        }
    }

    private static long regionsTaken(MemoryPool pool) {
        return pool.freshCount() + pool.reusedCount();
    }

    @Test
    void whatLiesInSharedMemoryIsNotCopiedAndWhatLiesElsewhereIsOnce() throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.READ_ONLY);
                Lease lease = pool.lease(Ownership.LEASED)) {
            Blob mine = new Blob(Frame.of(lease.allocate(BYTE_SIZE, 64)));
            long shared = regionsTaken(MemoryPool.shared());
            long own = regionsTaken(MemoryPool.standard());
            pair.near().write(mine);
            pair.far().read().close();
            assertThat(regionsTaken(MemoryPool.shared())).isEqualTo(shared);
            pair.near().write(Blob.random(BYTE_SIZE, 1));
            pair.far().read().close();
            assertThat(regionsTaken(MemoryPool.shared())).isEqualTo(shared + 1);
            assertThat(regionsTaken(MemoryPool.standard())).isEqualTo(own);
        }
    }

    @Test
    void manySmallFramesFromElsewhereAreCopiedIntoOneFile() throws Exception {
        List<Object> blobs = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            blobs.add(Blob.random(1 + i, i));
        }
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.READ_ONLY)) {
            Background<Void> writing = Background.run(() -> {
                pair.near().write(blobs);
                return null;
            });
            try (Received received = pair.far().read()) {
                writing.await();
                assertThat(received.value()).isEqualTo(blobs);
                assertThat(ShmPair.handedOver(namesBefore)).hasSize(768 << 10);
            }
        }
    }

    @Test
    void everyNameIsForItsOwnerAlone() throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.READ_ONLY);
                Lease lease = pool.lease(Ownership.LEASED)) {
            pair.near().write(new Blob(Frame.of(lease.allocate(BYTE_SIZE, 64))));
            SharedMemory memory = SharedMemory.standard();
            assertThat(permissions(memory.base())).isEqualTo("rwx------");
            assertThat(permissions(memory.folder())).isEqualTo("rwx------");
            Path lock = memory.base().resolve(memory.folder().getFileName() + ".lock");
            assertThat(permissions(lock)).isEqualTo("rw-------");
            assertThat(ShmPair.names())
                    .hasSize(namesBefore.size() + 2)
                    .allSatisfy(name -> assertThat(permissions(name)).isEqualTo("rw-------"));
            pair.far().read().close();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void anInterruptedThreadGetsSharedMemoryAllTheSame() {
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            Thread.currentThread().interrupt();
            lease.allocate(BYTE_SIZE, 64).fill((byte) 1);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anInterruptedWriterLeavesNothing() throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.READ_ONLY)) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> pair.near().write(Blob.random(BYTE_SIZE, 1)))
                    .withMessageEndingWith(" was interrupted here while writing");
            assertThat(Thread.interrupted()).isTrue();
            assertThatIOException().isThrownBy(pair.far()::read);
        }
    }

    @Test
    void aWriterWhosePeerIsGoneTakesItsNamesBack() throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.READ_ONLY)) {
            pair.far().close();
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> pair.near().write(Blob.random(BYTE_SIZE, 1)))
                    .withMessageContaining("failed while writing: ");
        }
    }

    @Test
    void theSenderMayCloseItsMemoryOnceItIsWritten() throws Exception {
        Blob expected = Blob.random(BYTE_SIZE, 1);
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.READ_ONLY)) {
            try (Lease lease = pool.lease(Ownership.LEASED)) {
                MemorySegment mine = lease.allocate(BYTE_SIZE, 64);
                expected.content().copyTo(mine);
                pair.near().write(new Blob(Frame.of(mine)));
            }
            assertThat(pool.budget().usedBytes()).isZero();
            try (Received received = pair.far().read()) {
                assertThat(received.value()).isEqualTo(expected);
            }
        }
    }

    @Test
    void whatWasReceivedIsSentOnAsItIs() throws Exception {
        try (ShmPair first = ShmPair.connect(sockets, ShmPair.READ_ONLY);
                ShmPair second = ShmPair.connect(sockets, ShmPair.READ_ONLY);
                Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment mine = lease.allocate(BYTE_SIZE, 64).fill((byte) 1);
            first.near().write(new Blob(Frame.of(mine)));
            Received between = first.far().read();
            second.near().write(between.value());
            between.close();
            try (Received last = second.far().read()) {
                mine.set(ValueLayout.JAVA_BYTE, 0, (byte) 5);
                assertThat(ShmPair.first(last)).isEqualTo((byte) 5);
            }
        }
    }

    @Test
    void severalReceiversHaveOneMemory() throws Exception {
        try (ShmPair one = ShmPair.connect(sockets, ShmPair.GRANTING);
                ShmPair other = ShmPair.connect(sockets, ShmPair.GRANTING);
                Lease lease = pool.lease(Ownership.LEASED)) {
            Blob blob = new Blob(Frame.of(lease.allocate(BYTE_SIZE, 64)));
            one.near().write(blob);
            other.near().write(blob);
            try (Received atOne = one.far().read();
                    Received atOther = other.far().read()) {
                ShmPair.segmentOf(atOne).set(ValueLayout.JAVA_BYTE, 0, (byte) 8);
                assertThat(ShmPair.first(atOther)).isEqualTo((byte) 8);
            }
        }
    }

    @Test
    void memoryOfACopyIsUsedAgainOnlyWhenTheReceiverHasClosedIt() throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.READ_ONLY)) {
            pair.near().write(Blob.random(BYTE_SIZE, 1));
            long reused = MemoryPool.shared().reusedCount();
            try (Received held = pair.far().read()) {
                pair.near().write(Blob.random(BYTE_SIZE, 2));
                pair.far().read().close();
                assertThat(MemoryPool.shared().reusedCount()).isEqualTo(reused);
                assertThat(held.value()).isEqualTo(Blob.random(BYTE_SIZE, 1));
            }
            pair.near().write(Blob.random(BYTE_SIZE, 3));
            assertThat(MemoryPool.shared().reusedCount()).isEqualTo(reused + 1);
            try (Received received = pair.far().read()) {
                assertThat(received.value()).isEqualTo(Blob.random(BYTE_SIZE, 3));
            }
        }
    }

    @Test
    void aMessageThatIsNotReadLeavesNothing() throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, ShmPair.READ_ONLY)) {
            pair.near().write(Blob.random(BYTE_SIZE, 1));
            pair.near().write(Blob.random(BYTE_SIZE, 2));
            pair.far().close();
        }
    }

    @Test
    void aMessageForWhichThereIsNoRoomHarmsNotTheNext() throws Exception {
        try (ShmPair pair =
                ShmPair.connect(sockets, ShmPair.READ_ONLY.with(MemoryPool.of(MemoryBudget.ofBytes(100_000), 0)))) {
            pair.near().write(Blob.random(BYTE_SIZE, 1));
            assertThatExceptionOfType(MemoryBudgetExceededException.class).isThrownBy(pair.far()::read);
            pair.near().write("next");
            try (Received received = pair.far().read()) {
                assertThat(received.value()).isEqualTo("next");
            }
        }
    }
}
