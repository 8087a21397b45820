package dev.ndwire.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// `ndwire serve` on a thread of this JVM, until it is closed.
final class RunningServe implements AutoCloseable {
    private final AtomicInteger code = new AtomicInteger(-1);
    private final Thread thread;
    private final BufferedReader out;

    private RunningServe(List<String> args, BufferedReader out, PrintWriter writer) {
        this.out = out;
        Streams streams = new Streams(writer, System.err, OutputStream.nullOutputStream(), false, false);
        this.thread = new Thread(() -> {
            code.set(Main.run(streams, args.toArray(String[]::new)));
            writer.close();
        });
    }

    static RunningServe start(String... options) throws IOException {
        List<String> args = new ArrayList<>(List.of("serve", "--listen", "tcp://127.0.0.1:0"));
        args.addAll(List.of(options));
        PipedReader reader = new PipedReader();
        RunningServe serve =
                new RunningServe(args, new BufferedReader(reader), new PrintWriter(new PipedWriter(reader)));
        serve.thread.start();
        return serve;
    }

    String line() throws IOException {
        return String.valueOf(out.readLine());
    }

    /// Takes the first line for the address.
    String address() throws IOException {
        return line().replace("listening on ", "");
    }

    int stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
        return code.get();
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        out.close();
    }
}
