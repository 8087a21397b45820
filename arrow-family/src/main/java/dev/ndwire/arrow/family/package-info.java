/// Tables in the families `dask` and `arrow`: value ⇄ header and frames.
///
/// Sees tables and frames, no message and no socket.
package dev.ndwire.arrow.family;
