/// The `ndwire` command.
@org.jspecify.annotations.NullMarked
module dev.ndwire.cli {
    requires static org.jspecify;
    requires dev.ndwire.arrow;
    requires dev.ndwire.core;
    requires dev.ndwire.ndarray;
    requires info.picocli;
    requires java.management;
    requires jdk.management;
    requires me.tongfei.progressbar;

    // Picocli reads the annotations of the commands and sets their fields.
    opens dev.ndwire.cli to
            info.picocli;
}
