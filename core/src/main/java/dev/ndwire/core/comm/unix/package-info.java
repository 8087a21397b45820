/// Messages over sockets of the Unix domain, between processes of one machine: `unix:///path`.
package dev.ndwire.core.comm.unix;
