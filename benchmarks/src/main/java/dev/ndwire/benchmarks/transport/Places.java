package dev.ndwire.benchmarks.transport;

import java.util.LinkedHashMap;
import java.util.Map;

/// Where a process listens, as it says on its first line of output: `NAME=WHERE`, with a blank between them.
///
/// `tcp`, `unix`, … have the addresses of the server that speaks our protocol, [#raw] of those the raw sockets beneath,
/// `flight` the port of the Flight server.
///
/// @param byName all of them
record Places(Map<String, String> byName) {
    static final String FLIGHT = "flight";

    static String raw(String scheme) {
        return "raw-" + scheme;
    }

    static Places parse(String line) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String place : line.split(" ", -1)) {
            String[] parts = place.split("=", 2);
            byName.put(parts[0], parts[1]);
        }
        return new Places(byName);
    }

    String get(String name) {
        String place = byName.get(name);
        if (place == null) {
            throw new IllegalArgumentException("there is no '" + name + "' among " + byName.keySet());
        }
        return place;
    }

    int port(String name) {
        return Integer.parseInt(get(name));
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        byName.forEach((name, place) ->
                line.append(line.isEmpty() ? "" : " ").append(name).append('=').append(place));
        return line.toString();
    }
}
