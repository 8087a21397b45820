/// Files and channels: segments of any size and kind through them, and files that appear whole or not at all.
///
/// Sees nothing else of this module.
package dev.ndwire.core.file;
