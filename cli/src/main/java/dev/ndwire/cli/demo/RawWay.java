package dev.ndwire.cli.demo;

import dev.ndwire.cli.rig.RawSocket;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.io.IOException;

/// The same bytes over a plain socket, into memory from the same pool.
final class RawWay implements Way {
    private final RawSocket socket;
    private final MemoryPool pool;
    private long byteSize;

    RawWay(RawSocket socket, MemoryPool pool) {
        this.socket = socket;
        this.pool = pool;
    }

    @Override
    public void put(NDArray array) throws IOException {
        byteSize = array.byteSize();
        socket.writeWord(RawSocket.TAKE);
        socket.writeWord(byteSize);
        socket.write(array.segment());
        socket.expectDone();
    }

    @Override
    public Arrived get() throws IOException {
        socket.writeWord(RawSocket.GIVE);
        Lease lease = pool.lease(Ownership.LEASED);
        NDArray array = NDArray.empty(lease, DType.FLOAT64, byteSize / Double.BYTES);
        socket.read(array.segment());
        return new Arrived(array, lease);
    }

    @Override
    public boolean isCopying() {
        return true;
    }

    @Override
    public void drop() throws IOException {
        socket.writeWord(RawSocket.DROP);
        socket.expectDone();
    }
}
