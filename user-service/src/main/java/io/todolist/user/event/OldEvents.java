package io.todolist.user.event;

import io.todolist.kit.postgres.Leftovers;
import jakarta.inject.Singleton;

/**
 * Events are kept for 30 days: so long may a service be away that reads them. Longer are settings, as long as their account is there
 * (V8__morning_mail.sql), and the newest event: a reader that has come so far must find its place.
 */
@Singleton
class OldEvents implements Leftovers {
    @Override
    public String deletion() {
        return """
                delete from event where (transaction, position) in (select transaction, position from event
                  where created_at < now() - interval '30 days' and type <> 'io.todolist.account.settings.v1'
                    and (transaction, position) not in (select transaction, position from event
                      where aggregatetype = 'account' order by transaction desc, position desc limit 1)
                  order by created_at limit %d for update skip locked)
                """
                .formatted(BATCH);
    }
}
