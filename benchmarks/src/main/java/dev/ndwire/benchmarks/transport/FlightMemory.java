package dev.ndwire.benchmarks.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.memory.netty.NettyAllocationManager;

/// Memory for Flight: that of Netty, which its own dependencies bring.
final class FlightMemory {
    private FlightMemory() {}

    /// Closes a client or a server, which wait for their threads.
    ///
    /// @throws InterruptedIOException if this thread is interrupted meanwhile
    static void close(AutoCloseable end) throws IOException {
        try {
            end.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a Flight ended");
        } catch (Exception e) {
            throw new IOException("a Flight did not end", e);
        }
    }

    static BufferAllocator allocator() {
        return new RootAllocator(RootAllocator.configBuilder()
                .allocationManagerFactory(NettyAllocationManager.FACTORY)
                .maxAllocation(Long.MAX_VALUE)
                .build());
    }
}
