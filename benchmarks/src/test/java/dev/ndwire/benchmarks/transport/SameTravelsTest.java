package dev.ndwire.benchmarks.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.benchmarks.Python;
import dev.ndwire.cli.rig.ReusingPool;
import dev.ndwire.core.memory.MemoryPool;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way brings the same numbers.
class SameTravelsTest {
    private static final long BYTE_SIZE = 3 << 18;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void bringTheSameTablesToAJvm(int batchCount) throws Exception {
        try (Scratch scratch = Scratch.make();
                JvmPeer peer = new JvmPeer(BYTE_SIZE, scratch, true);
                Peer control = new Peer(peer.places().get("tcp"));
                Ways ways = Ways.tablesToJvm(control, peer.places());
                Numbers numbers = Numbers.table(BYTE_SIZE, batchCount)) {
            assertTheSame(ways, numbers);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void bringTheSameTablesToPython(int batchCount) throws Exception {
        assumeThat(Python.isThere()).as("a Python to compare with").isTrue();
        try (Second python = Second.python();
                Ways ways = Ways.tablesToPython(python.peer(), python.places(), true);
                Numbers numbers = Numbers.table(BYTE_SIZE, batchCount)) {
            assertTheSame(ways, numbers);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {64, 192, 64 * 1001})
    void batchesNeedNotBeEqual(long byteSize) throws Exception {
        try (Scratch scratch = Scratch.make();
                JvmPeer peer = new JvmPeer(BYTE_SIZE, scratch, true);
                Peer control = new Peer(peer.places().get("tcp"));
                Ways ways = Ways.tablesToJvm(control, peer.places());
                Numbers numbers = Numbers.table(byteSize, 2)) {
            assertThat(numbers.byteSize()).isEqualTo(byteSize);
            assertTheSame(ways, numbers);
        }
    }

    @Test
    void bringTheSameArraysToAJvmOnEveryRoad() throws Exception {
        try (Scratch scratch = Scratch.make();
                JvmPeer peer = new JvmPeer(BYTE_SIZE, scratch, true);
                Peer control = new Peer(peer.places().get("tcp"));
                Way flight = Ways.flight(control, peer.places());
                Numbers numbers = Numbers.array(BYTE_SIZE)) {
            for (Road road : Road.values()) {
                try (Ways ways = Ways.arrays(road, control, peer.places(), scratch)) {
                    assertTheSame(ways, numbers);
                }
            }
            // The other end of a raw socket has one connection after another.
            try (Ways many = Ways.many(96, control, peer.places())) {
                assertTheSame(many.and(flight), numbers);
            }
        }
    }

    @Test
    void bringTheSameArraysToPythonAndBack() throws Exception {
        assumeThat(Python.isThere()).as("a Python to compare with").isTrue();
        MemoryPool pool = ReusingPool.of(BYTE_SIZE);
        try (Scratch scratch = Scratch.make();
                Second python = Second.python();
                Ways many = Ways.manyToPython(96, python.peer(), python.places());
                Numbers numbers = Numbers.array(BYTE_SIZE)) {
            assertTheSame(many, numbers);
            try (Ways there = Ways.arraysToPython(python.peer(), python.places(), scratch)) {
                assertTheSame(there, numbers);
            }
            try (Ways back = Ways.arraysFromPython(python.peer(), python.places(), pool)) {
                assertTheSame(back, numbers);
            }
        }
    }

    private static void assertTheSame(Ways ways, Numbers numbers) throws Exception {
        long seed = -5;
        for (Way way : ways.all()) {
            way.prepare(numbers);
            for (int i = 0; i < 2; i++) {
                seed += 7;
                way.fill(seed);
                way.move();
                assertThat(way.check(seed)).as(way.name()).isEqualTo(-1);
                assertThat(way.check(seed + 1)).as(way.name()).isZero();
                way.drop();
            }
        }
    }

    @Test
    void bringSmallArraysBackOnEveryRoad() throws Exception {
        try (Scratch scratch = Scratch.make();
                JvmPeer peer = new JvmPeer(BYTE_SIZE, scratch, false)) {
            for (Road road : Road.values()) {
                try (Trip ours = Trips.ours(road, peer.places(), scratch);
                        Trip raw = Trips.raw(road, peer.places(), scratch)) {
                    assertThat(ours.run(3)).as(road.scheme()).hasSize(3);
                    assertThat(raw.run(3)).as(road.scheme()).hasSize(3);
                }
            }
        }
    }

    @Test
    void differenceIsFoundWhereItIs() throws IOException {
        try (Numbers numbers = Numbers.table(BYTE_SIZE, 3)) {
            numbers.fill(1);
            numbers.buffers().get(9).fill((byte) 1);

            assertThat(Numbers.firstDifference(numbers.buffers(), 1))
                    .isEqualTo(9 * numbers.buffers().get(0).byteSize());
        }
    }
}
