/// Messages over TCP sockets: `tcp://host:port`. Addresses follow `distributed.comm.addressing`.
package dev.ndwire.core.comm.tcp;
