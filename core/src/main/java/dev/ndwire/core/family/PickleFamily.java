package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.pickle.PickleBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The family `pickle`: frame 0 is the pickle, the others its out-of-band buffers; the header's `writeable` has a flag
/// for each of these.
///
/// Reading executes nothing, see `docs/format/pickle.md`. Source: `pickle_dumps` and `pickle_loads` of
/// `distributed.protocol.serialize`.
final class PickleFamily implements Family {
    static final String NAME = "pickle";
    private static final String WRITEABLE = "writeable";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Serialized serialize(@Nullable Object value, Context context) {
        List<Frame> frames = new ArrayList<>();
        List<Boolean> writeable = new ArrayList<>();
        try {
            Frame pickle = context.pickling().writer(context.pickleProtocol()).write(value, buffer -> {
                frames.add(buffer.content());
                writeable.add(buffer.isWriteable());
            });
            frames.addFirst(pickle);
        } catch (IllegalArgumentException e) {
            throw new UnsupportedValueException(String.valueOf(e.getMessage()), e);
        }
        return new Serialized(Header.of("serializer", NAME, WRITEABLE, writeable), frames);
    }

    @Override
    public @Nullable Object deserialize(Header header, List<Frame> frames, Context context) {
        if (frames.isEmpty()) {
            throw new MalformedHeaderException("a pickled object has no frames, expected the pickle and its buffers");
        }
        List<?> writeable = header.list(WRITEABLE);
        int count = Math.min(writeable.size(), frames.size() - 1);
        List<PickleBuffer> buffers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            buffers.add(new PickleBuffer(frames.get(i + 1), Boolean.TRUE.equals(writeable.get(i))));
        }
        return context.pickling().reader().read(frames.get(0), buffers);
    }
}
