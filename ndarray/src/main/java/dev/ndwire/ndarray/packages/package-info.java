/// Values of Python's packages beside numpy: scipy's sparse matrices, `sparse.COO`, torch's tensors on the CPU.
///
/// Stands above `array`. They hold the parts that travel and compute nothing; `family` carries them.
package dev.ndwire.ndarray.packages;
