/// Python's values on the JVM: what a header, a message or a pickle holds when Java has no twin for it.
///
/// The first station of every road: all other rooms may use it, and it uses none of them. The table of which Python
/// type is which Java type is `docs/adr/0001-python-values.md`; [dev.ndwire.core.value.PyDict] and
/// [dev.ndwire.core.value.PySet] keep its rule that what Python holds apart or together stays so here.
package dev.ndwire.core.value;
