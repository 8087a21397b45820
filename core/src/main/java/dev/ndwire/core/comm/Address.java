package dev.ndwire.core.comm;

/// Where a peer listens or is reached: `scheme://location`, as Dask writes it.
///
/// @param scheme the transport's name, such as `tcp`
/// @param location what the transport makes of it: for `tcp`, `host:port`, with brackets around an IPv6 host; empty for
///     `inproc` where any name will do
public record Address(String scheme, String location) {
    private static final String DEFAULT_SCHEME = "tcp";
    // Where an empty location is any name that is free.
    private static final String NAMING_SCHEME = "inproc";
    private static final String SEPARATOR = "://";
    private static final int MAX_PORT = 65535;

    /// Parses an address; without a scheme it is one of `tcp`.
    ///
    /// @param text such as `tcp://127.0.0.1:8786`, `127.0.0.1:8786` or `inproc://`, which is any free name
    /// @return the address
    /// @throws IllegalArgumentException if there is no location
    public static Address parse(String text) {
        int at = text.indexOf(SEPARATOR);
        String scheme = at < 0 ? DEFAULT_SCHEME : text.substring(0, at);
        String location = at < 0 ? text : text.substring(at + SEPARATOR.length());
        if (scheme.isEmpty() || (location.isEmpty() && !scheme.equals(NAMING_SCHEME))) {
            throw new IllegalArgumentException(
                    "address '" + text + "' is not like tcp://127.0.0.1:8786: it lacks a scheme or a location");
        }
        return new Address(scheme, location);
    }

    /// Makes an address of a host and a port.
    ///
    /// @param scheme the transport's name
    /// @param host a name or a number; an IPv6 number gets its brackets here
    /// @param port from 0 to 65535
    /// @return the address
    public static Address of(String scheme, String host, int port) {
        String bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        return new Address(scheme, bracketed + ":" + port);
    }

    /// The host of a location that is `host:port`, without brackets.
    ///
    /// @return the host
    /// @throws IllegalArgumentException if the location is not like that
    public String host() {
        String host = location.substring(0, colon());
        if (host.startsWith("[") && host.endsWith("]")) {
            return host.substring(1, host.length() - 1);
        }
        if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("address '" + this
                    + "' has a host with colons: an IPv6 host needs brackets, like tcp://[::1]:8786");
        }
        return host;
    }

    /// The port of a location that is `host:port`.
    ///
    /// @return from 0 to 65535
    /// @throws IllegalArgumentException if the location is not like that
    public int port() {
        String text = location.substring(colon() + 1);
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("address '" + this + "' has no number as its port: '" + text + "'", e);
        }
        throw new IllegalArgumentException("address '" + this + "' has port " + text + ", expected 0 to " + MAX_PORT);
    }

    private int colon() {
        int colon = location.lastIndexOf(':');
        if (colon < 0 || location.endsWith("]")) {
            throw new IllegalArgumentException(
                    "address '" + this + "' has no port, expected one like " + scheme + "://" + location + ":8786");
        }
        return colon;
    }

    @Override
    public String toString() {
        return scheme + SEPARATOR + location;
    }
}
