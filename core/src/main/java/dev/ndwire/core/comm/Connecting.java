package dev.ndwire.core.comm;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Attempts to connect, until one succeeds, or fails for good, or the time is over.
///
/// Source: `connect` of `distributed.comm.core`: an attempt has a fifth of the time at first, so that one answer that
/// got lost does not take it all, and waits are of random length, so that many who were refused at once do not come
/// back at once.
final class Connecting {
    private static final int FIRST_SHARE = 5;
    private static final long FIRST_WAIT_NANOS = 10_000_000;
    // The wait of the last but thirtieth attempt is longer than anyone's patience.
    private static final int MAX_DOUBLINGS = 30;

    private final Address address;
    private final ConnectionSettings settings;
    private final Transport transport;
    private final long start = System.nanoTime();
    private final long patience;
    private int failures;

    Connecting(Address address, ConnectionSettings settings) {
        this.address = address;
        this.settings = settings;
        this.transport = Transports.of(address, settings);
        this.patience = settings.timeouts().connect().toNanos();
    }

    /// Connects, without shaking hands.
    Channel connect() throws IOException {
        long share = patience / FIRST_SHARE;
        while (true) {
            try {
                return transport.connect(address, Duration.ofNanos(Math.clamp(timeLeft(), 1, share)), settings);
            } catch (ConnectFailedException e) {
                failures++;
                pauseAfter(e);
            }
            share = patience;
        }
    }

    /// What is left of the time.
    long timeLeft() {
        return patience - (System.nanoTime() - start);
    }

    /// Waits, if there is another attempt; throws what failed if there is none.
    private void pauseAfter(ConnectFailedException failure) throws IOException {
        // Java says of a socket that an interrupt has closed only that it is closed.
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(address);
        }
        long left = timeLeft();
        if (left <= 0
                || failures >= settings.timeouts().attempts()
                || !failure.reason().isPassing()) {
            throw lastWord(failure);
        }
        try {
            long longest = longestPause(failures, left);
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(longest)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(address);
        }
    }

    /// The most time until the next attempt: twice as much after each one, within what is left.
    ///
    /// @param failures how many attempts have failed, at least 1
    /// @param left the time that is left, in nanoseconds, at least 1
    static long longestPause(int failures, long left) {
        return Math.min(left, FIRST_WAIT_NANOS << Math.min(failures - 1, MAX_DOUBLINGS));
    }

    /// What is thrown where an interrupt has ended the connecting.
    static InterruptedIOException interrupted(Address address) {
        return new InterruptedIOException("interrupted while connecting to " + address);
    }

    private ConnectFailedException lastWord(ConnectFailedException last) {
        if (failures == 1) {
            return last;
        }
        long millis = Duration.ofNanos(patience).toMillis();
        return new ConnectFailedException(
                last.reason(), last.getMessage() + " (" + failures + " attempts in " + millis + " ms)", last);
    }
}
