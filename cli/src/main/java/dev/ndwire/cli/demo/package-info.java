/// The main job, shown and measured: an array goes to a second JVM and comes back.
///
/// `DemoCommand` starts it and prints its report. Moves the array with the product's client and server, and the same
/// bytes over a plain socket between the same two processes: the floor. Both receive into leases of the same pool.
package dev.ndwire.cli.demo;
