/// Java classes with twins in `people.py`, and one without: serialized by hand, generically, and for JVMs only.
@NullMarked
package dev.ndwire.conformance.people;

import org.jspecify.annotations.NullMarked;
