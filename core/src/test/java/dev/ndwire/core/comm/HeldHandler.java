package dev.ndwire.core.comm;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Answers requests by what they have as `data`, once it is let go of.
final class HeldHandler implements Handler {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Override
    public @Nullable Object handle(Request request) throws InterruptedException {
        begun.countDown();
        mayEnd.await();
        return request.arguments().get("data");
    }

    /// Waits until there is a request.
    void awaitRequest() throws InterruptedException {
        begun.await();
    }

    /// Has all requests answered.
    void letGo() {
        mayEnd.countDown();
    }
}
