package io.todolist.user.mail;

import io.todolist.kit.postgres.Leftovers;
import jakarta.inject.Singleton;

/** How often mails of a kind are made for somebody. A pause begins where none runs; one mail is made then. */
@Singleton
public class Pauses implements Leftovers {
    private static final String KEY = "sha256(convert_to(%s, 'UTF8'))";

    /** SQL of the key of a pause. @param text SQL of what it is about */
    public static String key(String text) {
        return KEY.formatted(text);
    }

    @Override
    public String deletion() {
        return """
                delete from mail_pause where key in (select key from mail_pause
                  where until < now() order by until limit %d for update skip locked)
                """
                .formatted(BATCH);
    }
}
