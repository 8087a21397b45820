/// Numpy's files: `.npy`, versions 1.0 to 3.0, one header and one array; and `.npz`, ZIP archives of such.
///
/// Takes arrays from `array`, dtypes from `dtype` and pickles of objects from core's `pickle`; knows files and memory
/// mapping, no socket and no family. A file is a stranger: whatever its header or directory claims is checked against
/// limits and against the file's size before anything is allocated or mapped, and nothing in it is ever evaluated.
///
/// Archives are read and written here and not by `java.util.zip`'s `ZipFile` and `ZipOutputStream`, because those do
/// not tell where a member's bytes lie, which mapping a stored one needs; they put other dates, versions and extra
/// fields than Python's `zipfile`; and they let members overlap. Inflating, deflating and checksums are the JDK's.
package dev.ndwire.ndarray.npy;
