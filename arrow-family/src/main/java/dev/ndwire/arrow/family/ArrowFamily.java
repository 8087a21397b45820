package dev.ndwire.arrow.family;

import dev.ndwire.arrow.ipc.BatchFrames;
import dev.ndwire.arrow.ipc.BatchFrames.Part;
import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Family;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The family `arrow`: tables whose buffers are frames, with no stream around them.
///
/// The header is `{"kind": "table" | "batch", "schema": bytes, "parts": [part, …]}` and a part is `{"rows": n, "nodes":
/// [length, nulls, …], "variadic": [n, …], "buffers": [bytes, …]}`, with `"dictionary": n` if it is the values of the
/// n-th encoded field;
/// the format is in `docs/format/arrow.md`. Sender and receiver copy nothing: frames are vectors' buffers on both
/// sides. Python peers know the family once `ndwire_arrow.py` is imported.
///
/// It reads wherever this module is, and writes where it is among [dev.ndwire.core.family.Serialization#writing] before
/// `dask`.
public final class ArrowFamily implements Family {
    /// The family's name.
    public static final String NAME = "arrow";

    private static final String KIND = "kind";
    private static final String TABLE = "table";
    private static final String BATCH = "batch";

    /// Makes the family; it holds nothing.
    public ArrowFamily() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public @Nullable Serialized serialize(@Nullable Object value, Context context) {
        if (value instanceof Table table) {
            return serialize(TABLE, table.toFrames());
        }
        return value instanceof RecordBatch batch
                ? serialize(BATCH, batch.table().toFrames())
                : null;
    }

    private static Serialized serialize(String kind, BatchFrames frames) {
        var parts = new ArrayList<Object>();
        for (Part part : frames.parts()) {
            Header header = Header.of(
                    "rows", part.rowCount(),
                    "nodes", part.nodes(),
                    "variadic", part.variadicCounts(),
                    "buffers", part.bufferSizes());
            parts.add(part.dictionary() == null ? header : header.with("dictionary", (long) part.dictionary()));
        }
        Header header = Header.of(KIND, kind, "schema", frames.schema(), "parts", parts);
        return new Serialized(header, frames.frames());
    }

    private static List<Long> numbers(Header header, String key) {
        return Arrays.stream(header.integers(key)).boxed().toList();
    }

    @Override
    public Object deserialize(Header header, List<Frame> frames, Context context) {
        String kind = header.text(KIND);
        if (!kind.equals(TABLE) && !kind.equals(BATCH)) {
            throw new MalformedHeaderException("header key 'kind' is '" + kind + "', known are 'table' and 'batch'");
        }
        var parts = new ArrayList<Part>();
        for (Object part : header.list("parts")) {
            parts.add(part(Header.asHeader(part, "element of header key 'parts'")));
        }
        Table table = Table.ofFrames(new BatchFrames(header.bytes("schema"), parts, frames), context.memory());
        return kind.equals(TABLE) ? table : RecordBatchSerializer.only(table);
    }

    private static Part part(Header header) {
        Integer dictionary = null;
        if (header.has("dictionary")) {
            long number = header.integer("dictionary");
            dictionary = (int) Math.max(-1, Math.min(number, Integer.MAX_VALUE));
        }
        List<Long> nodes = numbers(header, "nodes");
        if (nodes.size() % 2 != 0) {
            throw new MalformedHeaderException(
                    "header key 'nodes' has " + nodes.size() + " elements, expected pairs of length and nulls");
        }
        return new Part(
                dictionary, header.integer("rows"), nodes, numbers(header, "variadic"), numbers(header, "buffers"));
    }
}
