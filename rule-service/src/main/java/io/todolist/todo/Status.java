package io.todolist.todo;

/** Stored as its ordinal, which is also its number in the old API: new ones go to the end. */
enum Status {
    CLOSED,
    IN_PROGRESS,
    DONE,
    PAUSED
}
