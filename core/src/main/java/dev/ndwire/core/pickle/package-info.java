/// Python's pickle format, read and written without executing anything.
///
/// Here is the part of it that a serialized type name needs: a global on its own. Sees bytes and values, nothing else.
package dev.ndwire.core.pickle;
