/// Dataframes: Arrow tables as frames, and as numpy's arrays.
@org.jspecify.annotations.NullMarked
module dev.ndwire.arrow {
    requires static transitive org.jspecify;
    requires transitive dev.ndwire.ndarray;
    requires transitive org.apache.arrow.memory.core;
    requires transitive org.apache.arrow.vector;
    requires flatbuffers.java;
    requires org.apache.arrow.format;
    // No buffer of ours comes from it, but Arrow's allocators do not start without one of its managers.
    requires org.apache.arrow.memory.unsafe;
    requires org.slf4j;

    exports dev.ndwire.arrow.cdata;
    exports dev.ndwire.arrow.family;
    exports dev.ndwire.arrow.file;
    exports dev.ndwire.arrow.ipc;
    exports dev.ndwire.arrow.memory;
    exports dev.ndwire.arrow.numpy;
    exports dev.ndwire.arrow.pandas;
    exports dev.ndwire.arrow.table;

    provides dev.ndwire.core.family.Family with
            dev.ndwire.arrow.family.ArrowFamily;
    provides dev.ndwire.core.family.TypeSerializer with
            dev.ndwire.arrow.family.RecordBatchSerializer,
            dev.ndwire.arrow.family.TableSerializer;
}
