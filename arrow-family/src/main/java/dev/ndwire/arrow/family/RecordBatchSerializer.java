package dev.ndwire.arrow.family;

import dev.ndwire.arrow.ipc.MalformedArrowException;
import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import java.util.List;

/// `pyarrow.RecordBatch` in the `dask` family: like a table, with a stream of one batch.
public final class RecordBatchSerializer implements TypeSerializer<RecordBatch> {
    /// Makes the serializer; it holds nothing.
    public RecordBatchSerializer() {}

    @Override
    public Class<RecordBatch> javaType() {
        return RecordBatch.class;
    }

    @Override
    public String pythonType() {
        return "pyarrow.lib.RecordBatch";
    }

    @Override
    public Serialized serialize(RecordBatch batch, Context context) {
        return Serialized.of(Header.EMPTY, batch.table().toStream());
    }

    @Override
    public Object deserialize(Header header, List<Frame> frames, Context context) {
        return only(TableSerializer.read(frames, context));
    }

    /// The batch of a table that has no other.
    ///
    /// @throws MalformedArrowException if it has none or several; the table is closed then
    static RecordBatch only(Table table) {
        int count = table.batches().size();
        if (count != 1) {
            table.close();
            throw new MalformedArrowException("stream of a record batch has " + count + " batches, expected 1");
        }
        return new RecordBatch(table);
    }
}
