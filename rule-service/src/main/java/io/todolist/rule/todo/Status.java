package io.todolist.rule.todo;

/** Stored as its ordinal, which is also its number in the old API: new ones go to the end. */
public enum Status {
    CLOSED,
    IN_PROGRESS,
    DONE,
    PAUSED;

    /** As PostgreSQL has it. */
    public short number() {
        return (short) ordinal();
    }
}
