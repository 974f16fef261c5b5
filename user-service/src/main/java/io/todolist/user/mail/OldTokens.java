package io.todolist.user.mail;

import io.todolist.kit.postgres.Leftovers;
import jakarta.inject.Singleton;

@Singleton
class OldTokens implements Leftovers {
    @Override
    public String deletion() {
        return """
                delete from mail_token where hash in (select hash from mail_token
                  where expires_at < now() order by expires_at limit %d for update skip locked)
                """
                .formatted(BATCH);
    }
}
