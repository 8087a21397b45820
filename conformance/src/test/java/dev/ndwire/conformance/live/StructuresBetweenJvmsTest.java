package dev.ndwire.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.command.NdwireProcess;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Server;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Structures and raw bytes, whose dtypes travel as pickles, between JVMs.
class StructuresBetweenJvmsTest {
    private static final DType POINT =
            DType.struct().field("x", DType.FLOAT32).field("y", DType.FLOAT32).build();
    private static final List<DType> DTYPES = List.of(
            DType.voids(7),
            DType.struct()
                    .field("a", DType.INT32)
                    .field("b", DType.parse(">f8"))
                    .build(),
            DType.struct().field("id", DType.UINT8).field("at", POINT).build(),
            DType.struct()
                    .field("m", DType.subArray(DType.INT16, 2, 3))
                    .field("s", DType.bytes(3))
                    .build(),
            DType.struct()
                    .titled("A title", "t", DType.UINT32)
                    .field("u", DType.text(2))
                    .build(),
            DType.struct()
                    .padding(2)
                    .field("a", DType.INT8)
                    .field("b", DType.INT64, 8)
                    .padding(3)
                    .build(),
            DType.struct()
                    .field("when", DType.datetime64(DateUnit.NANOSECOND, 1))
                    .field("long", DType.timedelta64(DateUnit.SECOND, 25))
                    .field("v", DType.voids(5))
                    .field("nested", DType.subArray(POINT, 2))
                    .build());

    @TempDir
    Path directory;

    @Test
    void moveToNdwireServeAndBack() throws IOException {
        try (var server = NdwireProcess.serve(directory, List.of())) {
            moveAll(server.address());
        }
    }

    @Test
    void moveToAServerInThisProcessAndBack() throws IOException {
        try (var server = Server.listen("tcp://127.0.0.1:0")) {
            moveAll(server.address().toString());
        }
    }

    private static void moveAll(String address) throws IOException {
        var faults = new ArrayList<String>();
        try (var client = Client.connect(address)) {
            for (var dtype : DTYPES) {
                for (var layout : Layouts.names()) {
                    var array = Layouts.make(dtype, layout);
                    client.put("moved", array);
                    try (var received = client.get("moved")) {
                        var back = received.as(NDArray.class);
                        if (!back.dtype().equals(dtype) || !Facts.of(back).equals(Facts.sent(array))) {
                            faults.add(dtype + "/" + layout + ": " + back.dtype() + " " + Facts.of(back));
                        }
                    }
                }
            }
        }
        assertThat(faults).as("seed " + Layouts.SEED).isEmpty();
    }
}
