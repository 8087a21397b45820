package dev.ndwire.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.cli.rig.ChildProcess;
import dev.ndwire.core.comm.TransferListener;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DyingChildTest {
    private static final long BYTE_SIZE = 4 << 20;

    @Test
    void saysWhyItDidNotStart() throws IOException {
        try (ChildProcess child = ChildProcess.start(DyingJvm.class, SecondJvm.FLAGS)) {
            assertThatThrownBy(child::readLine)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the second JVM died while starting, with exit code 3: there is no luck today");
        }
    }

    @Test
    void isTheReasonWhyTheDemoFails() {
        TransferListener killer = new TransferListener() {
            @Override
            public void messageStarted(long byteSize) {
                assertThat(byteSize).isEqualTo(40 * BYTE_SIZE);
                List<ProcessHandle> children =
                        ProcessHandle.current().children().toList();
                assertThat(children).hasSize(1);
                children.forEach(ProcessHandle::destroyForcibly);
            }

            @Override
            public void bytesMoved(long byteCount) {
                assertThat(byteCount).isZero();
            }
        };

        assertThatThrownBy(() -> Demo.run(Via.TCP, BYTE_SIZE, killer))
                .isInstanceOf(IOException.class)
                .hasMessage("the second JVM died while moving the array, with exit code 137");
    }

    @Test
    void leavesNoProcessBehind() throws IOException {
        Demo.run(Via.TCP, 8, new TransferListener() {
            @Override
            public void messageStarted(long byteSize) {
                assertThat(byteSize).isEqualTo(40 * 8);
            }

            @Override
            public void bytesMoved(long byteCount) {
                assertThat(byteCount).isEqualTo(16);
            }
        });

        assertThat(ProcessHandle.current()
                        .children()
                        .filter(child -> child.onExit().join() == null))
                .isEmpty();
    }
}
