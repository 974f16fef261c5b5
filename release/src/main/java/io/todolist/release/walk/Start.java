package io.todolist.release.walk;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;

/**
 * A cold start that was measured.
 *
 * @param took until the first answer; null if there was none within the plan's limit
 */
@RegisterForReflection
public record Start(String version, Instant at, Duration took) {}
