package io.todolist.rule.history;

import io.todolist.kit.postgres.Leftovers;
import jakarta.inject.Singleton;

/**
 * Events are kept for 30 days. They are written nearly in the order of the table's key, so the old ones are its first ones, and the
 * table needs no other index for it. The last one that another service reads stays: its place may be there.
 */
@Singleton
class OldEvents implements Leftovers {
    @Override
    public String deletion() {
        return """
                delete from event where (transaction, position) in (
                  select transaction, position from event e
                  where (transaction, position) in (select transaction, position from event order by transaction, position limit %d)
                    and created_at < now() - interval '30 days'
                    and (aggregatetype = 'todo' or exists (select from event
                      where aggregatetype = 'account' and (transaction, position) > (e.transaction, e.position)))
                  limit %d for update skip locked)
                """
                .formatted(2 * BATCH, BATCH);
    }
}
