package dev.ndwire.cli;

import java.util.concurrent.atomic.AtomicReference;

/// Lets a command end in order when the process is told to: by Ctrl-C, or by a termination.
///
/// The command's thread is interrupted, which ends whatever file or socket it waits for, and has the time to remove
/// what is half written. A command that takes this as its regular end, such as `serve`, exits with its own code; any
/// other with what Java gives for the signal, 130 or 143.
final class Interruption {
    private enum State {
        RUNNING,
        FINISHED,
        INTERRUPTED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private final Thread command = Thread.currentThread();
    private volatile int code = -1;

    private Interruption() {}

    /// Watches over the calling thread.
    ///
    /// @return the watch
    static Interruption ofThisThread() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::interrupt, "ndwire-interrupt"));
        return interruption;
    }

    /// Tells that the command has ended.
    ///
    /// @param exitCode its code
    /// @return whether the process is to exit with it; else it is exiting already
    boolean mayExit(int exitCode) {
        code = exitCode;
        return state.compareAndSet(State.RUNNING, State.FINISHED);
    }

    private void interrupt() {
        if (!state.compareAndSet(State.RUNNING, State.INTERRUPTED)) {
            return;
        }
        command.interrupt();
        try {
            command.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (code == Subcommand.DONE) {
            Runtime.getRuntime().halt(Subcommand.DONE);
        }
    }
}
