package dev.ndwire.conformance.embedded;

import dev.ndwire.arrow.cdata.CData;
import dev.ndwire.arrow.cdata.ImportedBatches;
import dev.ndwire.arrow.cdata.ProducerException;
import dev.ndwire.arrow.ipc.FullCheck;
import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.ndarray.array.NDArray;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The main class of the JVM that loads a Python: says a line for whatever went well.
final class CDataInPython {
    private final EmbeddedPython python;
    private final Arena arena = Arena.global();
    private final long stream = arena.allocate(40, 8).address();
    private final long array = arena.allocate(80, 8).address();
    private final long schema = arena.allocate(72, 8).address();

    private CDataInPython(EmbeddedPython python) {
        this.python = python;
    }

    public static void main(String[] arguments) throws Throwable {
        var python = EmbeddedPython.start(Path.of(arguments[0]));
        python.run("import sys; sys.path[:0] = [%s]".formatted(quoted(arguments[1]) + "," + quoted(arguments[2])));
        python.run("import c_data");
        var exchange = new CDataInPython(python);
        for (String name : python.text("c_data.names()").split("\n", -1)) {
            try {
                exchange.kind(name);
                System.out.println("kind " + name);
            } catch (RuntimeException | AssertionError e) {
                System.out.println("FAILED " + name + ": " + e);
                python.run("c_data.sent.clear()");
            }
        }
        exchange.memory();
        exchange.errors();
        python.run("c_data.sent.clear()");
        System.out.println("left " + ArrowMemory.root().getAllocatedMemory());
        System.out.flush();
        // Python's own end would wait for threads of its libraries.
        Runtime.getRuntime().halt(0);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private void call(String function, Object... arguments) throws Throwable {
        python.run("c_data." + function + "(" + String.join(", ", texts(arguments)) + ")");
    }

    private String answer(String function, Object... arguments) throws Throwable {
        return python.text("c_data." + function + "(" + String.join(", ", texts(arguments)) + ")");
    }

    private static List<String> texts(Object... arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument instanceof String text ? quoted(text) : String.valueOf(argument))
                .toList();
    }

    private void kind(String name) throws Throwable {
        call("export_table", name, stream);
        try (Table table = CData.importTable(stream)) {
            table.batches().forEach(FullCheck::check);
            call("export_schema", name, schema);
            try (Table empty = CData.importSchema(schema)) {
                CData.exportSchema(empty, schema);
            }
            call("import_schema", name, schema);
            if (answer("export_batch", name, array, schema).equals("True")) {
                try (RecordBatch batch = CData.importBatch(array, schema)) {
                    batch.table().batches().forEach(FullCheck::check);
                    CData.exportBatch(batch, array, schema);
                }
                call("import_batch", array, schema);
            }
            CData.exportTable(table, stream);
        }
        call("import_table", name, stream);
        call("export_table", name, stream);
        // Python's stream is read by ours when Python asks for a batch.
        ImportedBatches batches = CData.importBatches(stream);
        try (Table none = batches.noRows()) {
            CData.exportBatches(none, batches, stream);
        }
        call("import_table", name, stream);
    }

    private void memory() throws Throwable {
        long expected = Long.parseLong(answer("export_counted", stream));
        Table table = CData.importTable(stream);
        require("address", expected == table.column(0).array().segment().address());
        Table slice = table.slice(1, 2);
        table.close();
        require("held", python.text("c_data.releases").equals("0"));
        // Without Python's lock, on a thread that Python does not know.
        Thread closing = new Thread(slice::close);
        closing.start();
        closing.join();
        require("released once", python.text("c_data.releases").equals("1"));

        Table own = Table.ofArrays(Map.of("x", NDArray.of(new double[] {1, 2, 3})), Lease.none());
        long address = own.column(0).array().segment().address();
        CData.exportTable(own, stream);
        own.close();
        require("own address", address == Long.parseLong(answer("address_of", stream)));
        require(
                "own values",
                python.text("c_data.sent['kept'].column(0).to_pylist()").equals("[1.0, 2.0, 3.0]"));

        call("export_array", array, schema);
        try (RecordBatch column = CData.importBatch(array, schema)) {
            require("array", column.table().column(0).values().toList().equals(Arrays.asList(null, 3)));
        }
    }

    private void errors() throws Throwable {
        call("export_failing", stream);
        try {
            CData.importTable(stream).close();
        } catch (ProducerException e) {
            System.out.println("error " + e.toString().lines().findFirst().orElse(""));
        }
    }

    private static void require(String what, boolean isTrue) {
        System.out.println((isTrue ? "ok " : "FAILED ") + what);
    }
}
