package dev.ndwire.core;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Work on a thread of its own, for tests with two sides.
public final class Background<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    private Background(Thread.Builder kind, Callable<T> work) {
        thread = kind.name("test-background").unstarted(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
    }

    public static <T> Background<T> run(Callable<T> work) {
        return run(Thread.ofPlatform().daemon(), work);
    }

    /// Runs work on a thread of a kind, platform or virtual.
    public static <T> Background<T> run(Thread.Builder kind, Callable<T> work) {
        Background<T> background = new Background<>(kind, work);
        background.thread.start();
        return background;
    }

    /// Waits for the result; throws what the work threw.
    public T await() throws Exception {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// Waits until the work is inside a method.
    ///
    /// @throws IllegalArgumentException if there is no such method, which would be waited for forever
    public Background<T> awaitInside(Class<?> type, String method) {
        if (Arrays.stream(type.getDeclaredMethods())
                .noneMatch(declared -> declared.getName().equals(method))) {
            throw new IllegalArgumentException(type.getName() + " has no method " + method);
        }
        while (thread.isAlive() && !isInside(thread, type, method)) {
            Thread.onSpinWait();
        }
        return this;
    }

    public void interrupt() {
        thread.interrupt();
    }

    private static boolean isInside(Thread thread, Class<?> type, String method) {
        for (StackTraceElement call : thread.getStackTrace()) {
            if (call.getClassName().equals(type.getName())
                    && call.getMethodName().equals(method)) {
                return true;
            }
        }
        return false;
    }

    /// The threads that this project has started and that are still there.
    public static List<Thread> threadsNamed(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .toList();
    }

    /// Waits until no thread of such a name is left.
    public static void awaitEndOfThreadsNamed(String prefix) throws InterruptedException {
        for (Thread thread : threadsNamed(prefix)) {
            // One that has served one connection may serve another, under its name.
            while (thread.isAlive() && thread.getName().startsWith(prefix)) {
                thread.join(1);
            }
        }
    }
}
