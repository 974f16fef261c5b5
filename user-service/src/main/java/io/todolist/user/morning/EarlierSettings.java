package io.todolist.user.morning;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;

/**
 * Settings that were taken back (see {@link MorningMails}) go with later changes, whoever makes them, so that the log does not grow by
 * somebody who changes their mind all day. They stay where a reader may be: at the place that it has told us last (see EventLog), or at
 * an event of the page that it was given then. When it asks for the next page, it tells its new place first.
 * A reader that is set back to the beginning just then may find its place gone (410), and begins once more.
 */
@Singleton
class EarlierSettings {
    /** Three pages of the feed: two more than needed, for instances of a reader that overtake each other. */
    static final int NEAR_A_READER = 300;

    /** More than a change takes back, so that there are fewer and fewer. */
    private static final int AT_ONCE = 10;

    private static final String FORGET =
            """
            with reader as (select begin.*, last.transaction as last_transaction, last.position as last_position
              from event_consumer cross join lateral (select
                  coalesce(nullif(ltrim(left(done, 20), '0'), ''), '0')::xid8 as transaction,
                  coalesce(nullif(right(done, 19), ''), '0')::bigint as position) begin
                left join lateral (select transaction, position from event
                  where aggregatetype = 'account' and (transaction, position) > (begin.transaction, begin.position)
                  order by transaction, position offset %d limit 1) last on true)
            delete from event where (transaction, position) in (select transaction, position from event taken
              where type = 'io.todolist.account.settings.taken-back' and not exists (select from reader
                where (taken.transaction, taken.position) >= (reader.transaction, reader.position)
                  and (last_position is null
                    or (taken.transaction, taken.position) <= (last_transaction, last_position)))
              order by created_at limit %d for update skip locked)
            """
                    .formatted(NEAR_A_READER - 1, AT_ONCE);

    Uni<Void> forget(SqlConnection transaction) {
        return transaction.query(FORGET).execute().replaceWithVoid();
    }
}
