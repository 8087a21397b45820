/// Messages between two ends in one process, by reference: `inproc://name`.
package dev.ndwire.core.comm.inproc;
