/// How arrays travel: their serializers for the families of `dev.ndwire.core.family`.
///
/// The last room of this module on a byte's way out, the first on its way in. Source: `distributed.protocol.numpy`.
package dev.ndwire.ndarray.family;
