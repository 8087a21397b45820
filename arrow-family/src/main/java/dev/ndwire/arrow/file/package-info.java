/// Tables in files: Arrow's IPC files and streams.
///
/// Sees tables and bytes, no family.
package dev.ndwire.arrow.file;
