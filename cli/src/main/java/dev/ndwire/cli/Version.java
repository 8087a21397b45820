package dev.ndwire.cli;

import picocli.CommandLine.IVersionProvider;

/// What `--version` prints.
final class Version implements IVersionProvider {
    private static final String UNPACKED = "(unpacked)";

    @Override
    public String[] getVersion() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "ndwire " + (version == null ? UNPACKED : version),
            "java " + Runtime.version() + " on " + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        };
    }
}
