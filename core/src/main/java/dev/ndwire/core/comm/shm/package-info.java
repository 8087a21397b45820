/// Messages between processes of one user on one machine, `shm://path`: frames stay where they are in shared memory,
/// and only their names and offsets go over a socket of the Unix domain.
package dev.ndwire.core.comm.shm;
