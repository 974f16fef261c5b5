package io.todolist.rule.history;

import io.todolist.kit.postgres.Leftovers;
import jakarta.inject.Singleton;

/**
 * The history goes back 30 days. Events are written nearly in the order of the table's key, so the old ones are its first ones, and the
 * table needs no other index for it. What other services read goes earlier (see Mornings).
 */
@Singleton
class OldEvents implements Leftovers {
    @Override
    public String deletion() {
        return """
                delete from event where (transaction, position) in (
                  select transaction, position from event
                  where (transaction, position) in (select transaction, position from event order by transaction, position limit %d)
                    and created_at < now() - interval '30 days'
                    and aggregatetype = 'todo'
                  limit %d for update skip locked)
                """
                .formatted(2 * BATCH, BATCH);
    }
}
