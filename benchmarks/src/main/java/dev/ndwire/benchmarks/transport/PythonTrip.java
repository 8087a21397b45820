package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.measure.Role;
import java.io.IOException;

/// What Python has by itself: `distributed` asks for `echo` of an array of numpy, and times that.
///
/// @param python what does it; it is closed with the trip
/// @param byteSize of the array
record PythonTrip(PythonClient python, int byteSize) implements Trip {
    @Override
    public Role.Kind kind() {
        return Role.Kind.RIVAL;
    }

    @Override
    public String name() {
        return Ways.DISTRIBUTED;
    }

    @Override
    public void run(long[] nanos) throws IOException {
        System.arraycopy(python.echo(nanos.length, byteSize), 0, nanos, 0, nanos.length);
    }

    @Override
    public Spent spent() throws IOException {
        return Spent.ofPython(python.number("work"));
    }

    @Override
    public void close() throws IOException {
        python.close();
    }
}
