/// Runs what the README shows.
package dev.ndwire.conformance.readme;
