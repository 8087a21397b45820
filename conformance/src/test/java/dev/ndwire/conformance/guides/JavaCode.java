package dev.ndwire.conformance.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import javax.tools.ToolProvider;

/// A class of Java whose source is a text, compiled with what this test has on its path.
public final class JavaCode implements AutoCloseable {
    private final URLClassLoader loader;
    private final Class<?> type;

    /// Compiles and loads the class.
    ///
    /// @param folder takes source and classes
    /// @param name the class
    /// @param source a public class of that name
    public JavaCode(Path folder, String name, String source) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        var said = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        said,
                        said,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
        this.loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, JavaCode.class.getClassLoader());
        try {
            this.type = loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the compiler made no " + name, e);
        }
    }

    /// Runs a static method.
    ///
    /// @return what it printed
    public String run(String method, Object... arguments) throws Exception {
        PrintStream out = System.out;
        var said = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            call(method, arguments);
        } finally {
            System.setOut(out);
        }
        return said.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /// Runs a static method.
    ///
    /// @return what it returned
    public Object call(String method, Object... arguments) throws Exception {
        var found = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(method))
                .findFirst()
                .orElseThrow();
        try {
            return found.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(method + " failed", Objects.requireNonNull(e.getCause()));
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
