package dev.ndwire.cli;

import dev.ndwire.core.comm.TransferListener;
import java.io.PrintStream;
import java.nio.charset.Charset;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// A bar on standard error for each large message, where standard error is a terminal; nothing elsewhere.
///
/// The bar is wiped when it is closed, so that only the command's result stays.
final class Progress implements TransferListener, AutoCloseable {
    private static final long SMALLEST_WITH_BAR = 1 << 20;
    private static final long UNIT_BYTES = 1 << 20;
    private static final int INTERVAL_MILLIS = 100;
    private static final int STANDARD_WIDTH = 80;

    private final Streams streams;
    private final String task;
    private @Nullable ProgressBar bar;

    /// @param streams where the bar goes
    /// @param task the few words in front of it
    Progress(Streams streams, String task) {
        this.streams = streams;
        this.task = Text.printable(task);
    }

    @Override
    public void messageStarted(long byteSize) {
        close();
        if (streams.errIsTerminal() && byteSize >= SMALLEST_WITH_BAR) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(byteSize)
                    .setUnit(" MiB", UNIT_BYTES)
                    .showSpeed()
                    .setUpdateIntervalMillis(INTERVAL_MILLIS)
                    .setStyle(style(streams.err().charset()))
                    .setConsumer(new OneLine(streams.err()))
                    .build();
        }
    }

    private static ProgressBarStyle style(Charset charset) {
        return charset.newEncoder().canEncode('█') ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII;
    }

    @Override
    public void bytesMoved(long byteCount) {
        ProgressBar current = bar;
        if (current != null) {
            // The words around the frames are counted too: without this the bar would end beyond its end.
            current.stepTo(Math.min(current.getCurrent() + byteCount, current.getMax()));
        }
    }

    @Override
    public void close() {
        ProgressBar current = bar;
        bar = null;
        if (current != null) {
            current.close();
        }
    }

    /// The terminal's last line. The library's own way asks the terminal for its width by starting processes.
    private record OneLine(PrintStream out) implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return STANDARD_WIDTH - 1;
        }

        @Override
        public void accept(String rendered) {
            out.print("\r" + rendered);
            out.flush();
        }

        @Override
        public void close() {
            out.print("\r" + " ".repeat(STANDARD_WIDTH - 1) + "\r");
            out.flush();
        }
    }
}
