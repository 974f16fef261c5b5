package io.todolist.user.mail;

import io.todolist.kit.postgres.Leftovers;
import jakarta.inject.Singleton;

/**
 * How many links of a kind an address is sent in a day, which begins with the first one, whoever asks for them. A count belongs to
 * no account: who deletes accounts and makes others does not begin anew.
 */
@Singleton
public class LinkCounts implements Leftovers {
    /** So many that verify it are sent; when there were as many for a new password, those come at longer intervals. */
    public static final int MOST = 10;

    /** SQL of the key of a count. @param kind, address SQL of the mail's kind and of the address */
    public static String key(String kind, String address) {
        return Pauses.key("%s || ' link ' || lower(%s)".formatted(kind, address));
    }

    @Override
    public String deletion() {
        return """
                delete from mail_count where key in (select key from mail_count
                  where until < now() order by until limit %d for update skip locked)
                """
                .formatted(BATCH);
    }
}
