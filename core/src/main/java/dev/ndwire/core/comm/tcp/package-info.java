/// Messages over TCP sockets: `tcp://host:port`.
///
/// Lends its sockets to `wire` as byte sources and sinks; sees no header and no message. Addresses follow
/// `distributed.comm.addressing`.
package dev.ndwire.core.comm.tcp;
