package io.todolist.release.knative;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Waiting for a cluster. */
final class Pause {
    private Pause() {}

    static void of(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    static UncheckedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new UncheckedIOException(new InterruptedIOException());
    }
}
