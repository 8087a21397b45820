package dev.ndwire.arrow.family;

import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import java.util.List;

/// `pyarrow.Table` in the `dask` family: an empty sub-header and one frame, an IPC stream.
///
/// The frame that is sent is a rope of metadata and the vectors' own buffers: it can be used until the table is closed,
/// or, for a table that was received, while its lease is held. A received table views the frame where it lies in one
/// piece in the message's lease, and is closed by that.
public final class TableSerializer implements TypeSerializer<Table> {
    /// Makes the serializer; it holds nothing.
    public TableSerializer() {}

    @Override
    public Class<Table> javaType() {
        return Table.class;
    }

    @Override
    public String pythonType() {
        return "pyarrow.lib.Table";
    }

    @Override
    public Serialized serialize(Table table, Context context) {
        return Serialized.of(Header.EMPTY, table.toStream());
    }

    @Override
    public Object deserialize(Header header, List<Frame> frames, Context context) {
        return read(frames, context);
    }

    static Table read(List<Frame> frames, Context context) {
        if (frames.size() != 1) {
            throw new MalformedHeaderException("table has " + frames.size() + " frames, expected 1");
        }
        return Table.ofStream(frames.get(0).toSegment(context.memory()), context.memory());
    }
}
