package dev.ndwire.arrow.numpy;

import dev.ndwire.arrow.ipc.MalformedArrowException;
import dev.ndwire.arrow.ipc.TensorMessage;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Arrow's `Tensor` messages, as `pyarrow.ipc.write_tensor` writes and `read_tensor` reads them.
public final class Tensors {
    private Tensors() {}

    /// Reads a tensor.
    ///
    /// @param message the message's bytes
    /// @return a read-only array over them, with the tensor's strides; names of axes are lost
    /// @throws MalformedArrowException if the bytes are no tensor, or it reaches behind them
    public static NDArray read(MemorySegment message) {
        TensorMessage tensor = TensorMessage.read(message);
        DType dtype = ElementTypes.viewed(tensor.type());
        if (dtype == null) {
            throw new MalformedArrowException("tensor is of " + tensor.type() + ", known are numbers");
        }
        try {
            return NDArray.wrap(
                    tensor.data(),
                    dtype,
                    ColumnView.lengths(tensor.shape()),
                    ColumnView.lengths(tensor.byteStrides()),
                    0,
                    false);
        } catch (IllegalArgumentException e) {
            throw new MalformedArrowException("tensor reaches behind its bytes: " + e.getMessage(), e);
        }
    }

    /// Writes an array as a tensor.
    ///
    /// @param array integers or floats
    /// @return a message; its body is the array's memory where that is contiguous and little-endian, else a copy
    /// @throws IllegalArgumentException if tensors have no such elements
    public static Frame write(NDArray array) {
        DType dtype = array.dtype();
        ArrowType type = ElementTypes.of(dtype);
        if (!(type instanceof ArrowType.Int || type instanceof ArrowType.FloatingPoint)) {
            throw new IllegalArgumentException("array is of dtype " + dtype + ", a tensor is of integers or floats");
        }
        NDArray little = ArrayColumns.littleEndian(array);
        NDArray sent = little.isCContiguous() || little.isFContiguous() ? little : little.copy(Order.C);
        List<Long> shape = Arrays.stream(sent.shape()).boxed().toList();
        List<Long> strides = Arrays.stream(sent.strides()).boxed().toList();
        return new TensorMessage(type, shape, strides, List.of(), sent.segment()).toFrame();
    }
}
