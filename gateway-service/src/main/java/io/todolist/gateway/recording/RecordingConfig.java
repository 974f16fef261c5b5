package io.todolist.gateway.recording;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Whose requests are recorded, and where to. Nobody's, by default. */
@ConfigMapping(prefix = "todolist.recording")
interface RecordingConfig {
    int SHORTEST_KEY = 32;

    /** Of the visits, from 0 to 1. */
    @WithDefault("0")
    double share();

    /** A secret, the same in all pods. Whoever has it and a guess of an id or a text can check the guess. */
    Optional<String> key();

    /** A folder, or the beginning of an http or https address. */
    Optional<String> to();

    /** The header Authorization for the store, if it wants one. */
    Optional<String> authorization();

    /** How long one attempt to write to the store may take. */
    @WithDefault("5s")
    Duration timeout();

    /** A chunk ends when it is as old as this, */
    @WithDefault("5s")
    Duration every();

    /** or as long, before it is packed. */
    @WithDefault("512K")
    MemorySize chunk();

    /** What may wait to be written. More than that is not recorded. Each collection of garbage has to copy it. */
    @WithDefault("1M")
    MemorySize mostWaiting();

    /** The part of one CPU that recording may take. While it needs more, what comes waits, and is dropped when too much does. */
    @WithDefault("0.025")
    double effort();

    default void check() {
        demand(share() >= 0 && share() <= 1, "TODOLIST_RECORDING_SHARE must be from 0 to 1");
        demand(
                key().filter(key -> key.length() >= SHORTEST_KEY).isPresent(),
                "TODOLIST_RECORDING_SHARE needs TODOLIST_RECORDING_KEY, %d characters or more".formatted(SHORTEST_KEY));
        demand(to().isPresent(), "TODOLIST_RECORDING_SHARE needs TODOLIST_RECORDING_TO, a folder or an http address");
        demand(effort() > 0 && effort() <= 1, "todolist.recording.effort must be above 0, and 1 at most");
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
