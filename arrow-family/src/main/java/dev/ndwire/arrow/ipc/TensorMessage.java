package dev.ndwire.arrow.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.ndwire.core.frame.Frame;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Tensor;
import org.apache.arrow.flatbuf.TensorDim;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Arrow's message of one tensor: type, shape, strides and names of axes in the metadata, the elements in the body.
///
/// @param type of what type the elements are
/// @param shape how long each axis is
/// @param byteStrides how far it is from one position of an axis to the next
/// @param names what each axis is called; empty for none
/// @param data the elements
public record TensorMessage(
        ArrowType type, List<Long> shape, List<Long> byteStrides, List<String> names, MemorySegment data) {
    private static final int MAX_AXES = 64;

    /// Keeps unmodifiable copies of the lists.
    public TensorMessage {
        shape = List.copyOf(shape);
        byteStrides = List.copyOf(byteStrides);
        names = List.copyOf(names);
    }

    /// Reads a message.
    ///
    /// @param message its bytes; what follows it is not looked at
    /// @return what it says; the data are a view of the bytes, and it is not checked that shape and strides stay in
    /// them
    /// @throws MalformedArrowException if the bytes are no such message
    public static TensorMessage read(MemorySegment message) {
        try {
            IpcMessage found = new IpcCursor(message, 0).next();
            if (found == null || found.header().headerType() != MessageHeader.Tensor) {
                throw new MalformedArrowException("message is no tensor");
            }
            Tensor tensor = (Tensor) found.header().header(new Tensor());
            if (tensor == null) {
                throw new MalformedArrowException("message of a tensor has none");
            }
            return parse(tensor, found.body());
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new MalformedArrowException("metadata points outside of itself", e);
        }
    }

    private static TensorMessage parse(Tensor tensor, MemorySegment body) {
        int axes = tensor.shapeLength();
        int strides = tensor.stridesLength();
        if (axes > MAX_AXES || (strides != 0 && strides != axes)) {
            throw new MalformedArrowException(
                    "tensor has " + axes + " axes and " + strides + " strides, allowed are " + MAX_AXES);
        }
        var shape = new ArrayList<Long>();
        var names = new ArrayList<String>();
        for (int axis = 0; axis < axes; axis++) {
            TensorDim dimension = tensor.shape(axis);
            shape.add(dimension.size());
            String name = dimension.name();
            names.add(name == null ? "" : name);
        }
        ArrowType type = type(tensor);
        var byteStrides = new ArrayList<Long>();
        for (int axis = 0; axis < axes; axis++) {
            byteStrides.add(strides == 0 ? 0L : tensor.strides(axis));
        }
        if (strides == 0) {
            contiguous(type, shape, byteStrides);
        }
        Buffer data = tensor.data();
        long size = data.length();
        if (data.offset() < 0 || size < 0 || data.offset() > body.byteSize() - size) {
            throw new MalformedArrowException("tensor claims " + size + " bytes from byte " + data.offset()
                    + " of a body of " + body.byteSize() + " bytes");
        }
        return new TensorMessage(type, shape, byteStrides, names, body.asSlice(data.offset(), size));
    }

    private static void contiguous(ArrowType type, List<Long> shape, List<Long> byteStrides) {
        long stride = byteSize(type);
        try {
            for (int axis = shape.size() - 1; axis >= 0; axis--) {
                byteStrides.set(axis, stride);
                stride = Math.multiplyExact(stride, Math.max(1, shape.get(axis)));
            }
        } catch (ArithmeticException e) {
            throw new MalformedArrowException("tensor of shape " + shape + " has more than 2^63 - 1 bytes", e);
        }
    }

    private static long byteSize(ArrowType type) {
        return switch (type) {
            case ArrowType.Int number -> number.getBitWidth() / Byte.SIZE;
            case ArrowType.FloatingPoint number ->
                switch (number.getPrecision()) {
                    case HALF -> Short.BYTES;
                    case SINGLE -> Float.BYTES;
                    case DOUBLE -> Double.BYTES;
                };
            default -> throw new MalformedArrowException("tensor is of " + type + ", known are numbers");
        };
    }

    private static ArrowType type(Tensor tensor) {
        if (tensor.typeType() != Type.Int && tensor.typeType() != Type.FloatingPoint) {
            throw new MalformedArrowException("tensor is of type " + tensor.typeType() + ", known are numbers");
        }
        org.apache.arrow.flatbuf.Int number = tensor.typeType() == Type.Int
                ? (org.apache.arrow.flatbuf.Int) tensor.type(new org.apache.arrow.flatbuf.Int())
                : null;
        try {
            if (number != null) {
                return new ArrowType.Int(number.bitWidth(), number.isSigned());
            }
            var floating =
                    (org.apache.arrow.flatbuf.FloatingPoint) tensor.type(new org.apache.arrow.flatbuf.FloatingPoint());
            return new ArrowType.FloatingPoint(
                    org.apache.arrow.vector.types.FloatingPointPrecision.fromFlatbufID(floating.precision()));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new MalformedArrowException("tensor is of a type that is none", e);
        }
    }

    /// Writes the message.
    ///
    /// @return a rope of metadata and the data, which are not copied
    public Frame toFrame() {
        var builder = new FlatBufferBuilder();
        int[] dimensions = new int[shape.size()];
        for (int axis = 0; axis < dimensions.length; axis++) {
            int name = builder.createString(names.isEmpty() ? "" : names.get(axis));
            dimensions[axis] = TensorDim.createTensorDim(builder, shape.get(axis), name);
        }
        int shapeOffset = Tensor.createShapeVector(builder, dimensions);
        int stridesOffset = Tensor.createStridesVector(
                builder, byteStrides.stream().mapToLong(Long::longValue).toArray());
        int typeOffset = type.getType(builder);
        Tensor.startTensor(builder);
        Tensor.addTypeType(builder, type.getTypeID().getFlatbufID());
        Tensor.addType(builder, typeOffset);
        Tensor.addShape(builder, shapeOffset);
        Tensor.addStrides(builder, stridesOffset);
        Tensor.addData(builder, Buffer.createBuffer(builder, 0, data.byteSize()));
        int tensor = Tensor.endTensor(builder);
        Message.startMessage(builder);
        Message.addHeaderType(builder, MessageHeader.Tensor);
        Message.addHeader(builder, tensor);
        Message.addVersion(builder, MetadataVersion.V5);
        Message.addBodyLength(builder, data.byteSize());
        builder.finish(Message.endMessage(builder));
        return Frame.join(List.of(Frame.of(IpcCursor.prefixed(builder.dataBuffer())), Frame.of(data)));
    }
}
