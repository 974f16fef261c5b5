package io.todolist.user.event;

import io.todolist.kit.postgres.Leftovers;
import jakarta.inject.Singleton;

/** Events are kept for 30 days: so long may a service be away that reads them. */
@Singleton
class OldEvents implements Leftovers {
    @Override
    public String deletion() {
        return """
                delete from event where (transaction, position) in (select transaction, position from event
                  where created_at < now() - interval '30 days' order by created_at limit %d for update skip locked)
                """
                .formatted(BATCH);
    }
}
