/// Python's literals as text: what `repr` writes and `ast.literal_eval` reads.
///
/// Serves `dtype`, which shows names as Python quotes them, and `npy`, whose headers are one literal dict. Knows
/// neither; nothing is ever evaluated, and every text has an end: depth is limited here, length by the caller.
package dev.ndwire.ndarray.literal;
