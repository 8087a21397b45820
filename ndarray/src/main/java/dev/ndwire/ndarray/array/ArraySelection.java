package dev.ndwire.ndarray.array;

/// Picks, orders and rearranges elements: numpy's `take`, `sort`, `unique`, `roll`, `pad` and their like.
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods.
public sealed interface ArraySelection permits NDArray {}
