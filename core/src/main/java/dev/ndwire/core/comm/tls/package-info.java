/// Messages over TLS, both ends of which show a certificate: `tls://host:port`.
///
/// The TLS itself is Java's, driven by the library `tls-channel`. Source of what is asked of a peer:
/// `distributed.security` and `distributed.comm.tcp.TLSConnector`.
package dev.ndwire.core.comm.tls;
