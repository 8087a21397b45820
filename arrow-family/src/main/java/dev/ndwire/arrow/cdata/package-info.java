/// Arrow's C Data interface: tables ⇄ structures in the memory of this process, for Python, DuckDB and whoever else
/// lives in it.
///
/// Takes addresses of structures and gives tables over the producer's own buffers, or takes tables and fills
/// structures in. Uses `ipc` to take batches apart and to put them together, so that what a structure claims is
/// checked as what a stream claims is; sees no file and no family.
package dev.ndwire.arrow.cdata;
