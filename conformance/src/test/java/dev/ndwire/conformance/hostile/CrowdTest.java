package dev.ndwire.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.command.NdwireProcess;
import dev.ndwire.core.comm.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// More connections at once than a server has memory for, and more one after another.
class CrowdTest {
    // Room for the buffers of some 50 connections.
    private static final List<String> JAVA_OPTIONS =
            List.of("-XX:MaxDirectMemorySize=1m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    private static final int AT_ONCE = 150;
    private static final int IN_TURN = 300;

    @TempDir
    Path directory;

    @Test
    void theServerRefusesThoseItHasNoMemoryForAndGoesOn() throws IOException {
        try (var server = NdwireProcess.serve(directory, JAVA_OPTIONS)) {
            var peers = new ArrayList<RawPeer>();
            for (int i = 0; i < AT_ONCE; i++) {
                peers.add(RawPeer.connect(server.port()));
            }
            var greeted = new ArrayList<RawPeer>();
            for (var peer : peers) {
                if (peer.isGreeted()) {
                    greeted.add(peer);
                }
            }
            assertThat(greeted).hasSizeBetween(30, AT_ONCE - 1);
            assertThat(server.standardError()).contains(" is closed: java.lang.OutOfMemoryError: Cannot reserve ");
            for (var peer : greeted) {
                peer.endAndDrain();
            }
            for (var peer : peers) {
                peer.close();
            }
            ping(server);
        }
    }

    @Test
    void connectionsOneAfterAnotherShareTheirMemory() throws IOException {
        try (var server = NdwireProcess.serve(directory, JAVA_OPTIONS)) {
            for (int i = 0; i < IN_TURN; i++) {
                ping(server);
            }
            assertThat(server.standardError()).isEmpty();
        }
    }

    private static void ping(NdwireProcess server) throws IOException {
        try (var client = Client.connect(server.address())) {
            client.ping();
        }
    }
}
