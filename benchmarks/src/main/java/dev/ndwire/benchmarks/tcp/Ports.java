package dev.ndwire.benchmarks.tcp;

/// Where a process listens, as it says on its first line of output: an address and two ports.
///
/// @param address of the server that speaks our protocol
/// @param raw of the raw socket
/// @param flight of the Flight server, or 0
record Ports(String address, int raw, int flight) {
    static Ports parse(String line) {
        String[] parts = line.split(" ", 3);
        return new Ports(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
}
