/// numpy's arrays, dtypes and scalars in pickles: their constructors for `dev.ndwire.core.pickle`.
///
/// Takes the calls that a pickle describes apart and lays arrays over the bytes that came with it; says how Python
/// makes an array that equals one of ours. Nothing is run. Source: `__reduce__` and `__reduce_ex__` of numpy's types.
package dev.ndwire.ndarray.pickle;
