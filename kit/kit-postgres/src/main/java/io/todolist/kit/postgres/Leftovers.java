package io.todolist.kit.postgres;

/**
 * Rows whose time is over, whoever they belong to: an owner who never comes back deletes nothing. Each bean of this kind is
 * asked by {@link Cleanup}.
 */
public interface Leftovers {
    /** How many rows a deletion takes at most, so that no lock is held for long. */
    int BATCH = 1000;

    /** An SQL statement without parameters that deletes at most {@link #BATCH} rows and waits for no lock. */
    String deletion();
}
