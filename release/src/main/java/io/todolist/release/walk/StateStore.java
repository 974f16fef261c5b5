package io.todolist.release.walk;

import java.util.Optional;

/** Where the state of a service's release is kept. */
public interface StateStore {
    /** @param mark changes with each write */
    record Stored(State state, String mark) {}

    Optional<Stored> read();

    /**
     * @param mark of the state that was read; null if there was none
     * @return the new mark; nothing if somebody else has written meanwhile
     */
    Optional<String> write(State state, String mark);
}
