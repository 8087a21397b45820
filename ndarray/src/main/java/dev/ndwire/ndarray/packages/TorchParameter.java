package dev.ndwire.ndarray.packages;

import dev.ndwire.core.value.ByteSized;

/// A `torch.nn.Parameter`: a tensor that belongs to a module.
///
/// @param data the tensor
/// @param requiresGrad whether torch records what is done with it
public record TorchParameter(TorchTensor data, boolean requiresGrad) implements ByteSized {
    @Override
    public long byteSize() {
        return data.byteSize();
    }
}
