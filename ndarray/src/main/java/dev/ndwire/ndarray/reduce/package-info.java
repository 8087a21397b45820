/// What reductions there are and how they can be asked for: names and options, which arrays take.
///
/// The work is done in `reduce.loop`, which is not exported.
package dev.ndwire.ndarray.reduce;
