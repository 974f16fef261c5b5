package io.todolist.rule.todo;

import io.todolist.kit.postgres.Leftovers;
import jakarta.inject.Singleton;

/** Where deleted todos are, which can be restored for 30 days and are gone for good then. */
@Singleton
public class Bin implements Leftovers {
    /** SQL: what was deleted before this can't be restored any more. */
    public static final String START = "now() - interval '30 days'";

    @Override
    public String deletion() {
        return """
                delete from todo where id in (
                  select id from todo where deleted_at < %s order by deleted_at limit %d for update skip locked)"""
                .formatted(START, BATCH);
    }
}
