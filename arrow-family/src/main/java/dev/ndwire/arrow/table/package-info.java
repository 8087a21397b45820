/// Tables: what a Java user holds of a dataframe.
///
/// A [Table][dev.ndwire.arrow.table.Table] owns vectors of Arrow Java, by batches, and gives them out as columns. Uses
/// `ipc` to become bytes; sees no family.
package dev.ndwire.arrow.table;
