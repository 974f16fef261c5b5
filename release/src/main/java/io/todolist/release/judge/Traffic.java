package io.todolist.release.judge;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a router has counted of a version. Each number only grows, also while the version is started anew.
 *
 * @param errors answers of 5xx, and requests that got no answer
 * @param cold requests that waited for a start
 * @param warm how long the others took
 */
@RegisterForReflection
public record Traffic(long requests, long errors, long cold, Histogram warm) {
    public static final Traffic NONE = new Traffic(0, 0, 0, Histogram.EMPTY);

    public Traffic since(Traffic earlier) {
        return new Traffic(
                Math.max(0, requests - earlier.requests),
                Math.max(0, errors - earlier.errors),
                Math.max(0, cold - earlier.cold),
                warm.since(earlier.warm));
    }

    public Traffic plus(Traffic other) {
        return new Traffic(requests + other.requests, errors + other.errors, cold + other.cold, warm.plus(other.warm));
    }
}
