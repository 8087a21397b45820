package dev.ndwire.core.header;

/// Keys of the maps that stand for what msgpack has no form for.
///
/// Source: `msgpack_encode_default` of `distributed.protocol.serialize` and `dumps` of `distributed.protocol.core`.
public final class Placeholders {
    /// Marks a set; its elements are under [#AS_LIST].
    public static final String SET = "__Set__";

    /// The elements of a set.
    public static final String AS_LIST = "as-list";

    /// Marks an enum member.
    public static final String ENUM = "__Enum__";

    /// The name of an enum member.
    public static final String NAME = "name";

    /// The module of an enum's class.
    public static final String MODULE = "__module__";

    /// The name of an enum's class.
    public static final String CLASS_NAME = "__name__";

    /// Points to the frame that holds a serialized object's header.
    public static final String SERIALIZED = "__Serialized__";

    /// Points to the frame that holds a pickled object.
    public static final String PICKLED = "__Pickled__";

    private Placeholders() {}
}
