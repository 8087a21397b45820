package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.header.MsgpackReader;
import dev.ndwire.core.header.MsgpackWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The family `msgpack`: one frame, the msgpack of the value. Lists and tuples both come back as lists.
final class MsgpackFamily implements Family {
    static final String NAME = "msgpack";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public @Nullable Serialized serialize(@Nullable Object value, Context context) {
        try {
            return Serialized.of(Header.EMPTY, Frame.of(MsgpackWriter.encode(value)));
        } catch (IllegalArgumentException notMine) {
            return null;
        }
    }

    @Override
    public @Nullable Object deserialize(Header header, List<Frame> frames, Context context) {
        HeaderLimits limits = HeaderLimits.standard();
        Frame whole = Frame.join(frames);
        if (whole.byteSize() > limits.maxByteSize()) {
            throw new MalformedHeaderException(
                    "msgpack of " + whole.byteSize() + " bytes exceeds maxByteSize=" + limits.maxByteSize());
        }
        return MsgpackReader.decode(whole.toByteArray(), limits);
    }
}
