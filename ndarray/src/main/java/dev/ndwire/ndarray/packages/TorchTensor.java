package dev.ndwire.ndarray.packages;

import dev.ndwire.core.value.ByteSized;
import dev.ndwire.ndarray.array.NDArray;
import org.jspecify.annotations.Nullable;

/// A `torch.Tensor`: an array, and what torch says of it.
///
/// @param array the elements; shared
/// @param grad the gradient, or null; shared
/// @param requiresGrad whether torch records what is done with it
/// @param device where it lies over there: `cpu`, if it came through memory
public record TorchTensor(NDArray array, @Nullable NDArray grad, boolean requiresGrad, String device)
        implements ByteSized {
    /// A tensor on the CPU that records nothing.
    ///
    /// @param array the elements; shared
    /// @return the tensor
    public static TorchTensor of(NDArray array) {
        return new TorchTensor(array, null, false, "cpu");
    }

    @Override
    public long byteSize() {
        return Math.addExact(array.byteSize(), grad == null ? 0 : grad.byteSize());
    }
}
