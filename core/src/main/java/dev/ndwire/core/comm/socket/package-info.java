/// What transports over sockets have in common: a connected stream of bytes as a channel of frames.
package dev.ndwire.core.comm.socket;
