/// Frames, headers, families, messages and transports: everything between an object and a socket.
///
/// Knows no array and no dataframe; those register themselves as services.
@org.jspecify.annotations.NullMarked
module dev.ndwire.core {
    requires static transitive org.jspecify;
    requires aircompressor.v3;
    // Found where it is asked for with --add-modules; nothing else needs it.
    requires static jdk.incubator.vector;
    requires jdk.management;
    requires jdk.net;
    // The Java codecs of aircompressor, which is an automatic module, use sun.misc.Unsafe.
    requires jdk.unsupported;
    requires msgpack.core;
    requires org.slf4j;
    requires tls.channel;

    exports dev.ndwire.core.comm;
    exports dev.ndwire.core.compress;
    exports dev.ndwire.core.family;
    exports dev.ndwire.core.file;
    exports dev.ndwire.core.frame;
    exports dev.ndwire.core.header;
    exports dev.ndwire.core.memory;
    exports dev.ndwire.core.message;
    exports dev.ndwire.core.pickle;
    exports dev.ndwire.core.setting;
    exports dev.ndwire.core.value;
    exports dev.ndwire.core.wire;

    uses dev.ndwire.core.comm.Transport;
    uses dev.ndwire.core.family.Family;
    uses dev.ndwire.core.family.TypeSerializer;
    uses dev.ndwire.core.pickle.PickleConstructor;
}
