package io.todolist.rule.todo;

import io.todolist.kit.postgres.Leftovers;
import jakarta.inject.Singleton;

/** Keys of creations that the version before kept in a table of their own, for a day; they go with it, see {@link Creations}. */
@Singleton
class OldKeys implements Leftovers {

    @Override
    public String deletion() {
        return """
                delete from idempotent_creation where (owner, key) in (
                  select owner, key from idempotent_creation where created_at < now() - interval '1 day'
                  limit %d for update skip locked)"""
                .formatted(BATCH);
    }
}
