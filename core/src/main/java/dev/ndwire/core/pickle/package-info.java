/// Python's pickle format, read and written without executing anything.
///
/// A pickle becomes an immutable graph ([dev.ndwire.core.pickle.PickleReader]), known constructors in it become Java
/// values ([dev.ndwire.core.pickle.Constructors]), and everything goes back through one writer
/// ([dev.ndwire.core.pickle.PickleWriter]). Sees frames and values, nothing else: no class is loaded, no method of a
/// pickle's choice is called, no file is touched. A global on its own, which a serialized type name is, has a reader
/// that takes nothing else ([dev.ndwire.core.pickle.BareGlobal]).
package dev.ndwire.core.pickle;
