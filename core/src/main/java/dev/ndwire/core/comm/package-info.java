/// Addresses, connections, listeners, and the requests and replies on them.
///
/// The last station before the socket: takes values from the user, has `message` and `wire` turn them into bytes, and
/// gives them to the transport that the address names. Only this room knows that there are peers. Source:
/// `distributed.comm` and `distributed.core`.
package dev.ndwire.core.comm;
