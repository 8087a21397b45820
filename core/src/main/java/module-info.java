/// Frames, headers, families, messages and transports: everything between an object and a socket.
///
/// Knows no array and no dataframe; those register themselves as services.
@org.jspecify.annotations.NullMarked
module dev.ndwire.core {
    requires static transitive org.jspecify;
    requires msgpack.core;
    requires org.slf4j;

    exports dev.ndwire.core.frame;
    exports dev.ndwire.core.header;
    exports dev.ndwire.core.value;
}
