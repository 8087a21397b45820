/// What the environment of the process says.
package dev.ndwire.core.setting;
