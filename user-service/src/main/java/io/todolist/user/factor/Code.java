package io.todolist.user.factor;

import io.todolist.kit.http.IdempotencyKey;
import io.vertx.core.buffer.Buffer;
import java.text.Normalizer;
import java.util.Locale;

/**
 * What somebody gives as the second factor: a code of the authenticator app, or a recovery code.
 *
 * @param text as it was typed, {@code null} if it was not
 * @param key the Idempotency-Key of the request, or {@code null}
 */
public record Code(String text, String key) {
    /** Nothing was given, and nothing could be. */
    public static final Code NONE = new Code(null, null);

    boolean isMissing() {
        return text == null || plain().isEmpty();
    }

    /** Without what people and their keyboards add: blanks, hyphens, small letters, digits of full width. */
    String plain() {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT);
    }

    /** Of the request that does this; {@code null} if it has no key. */
    Buffer fingerprint(String act) {
        return key == null || key.isEmpty() ? null : Buffer.buffer(IdempotencyKey.fingerprint(key, act, plain()));
    }

    @Override
    public String toString() {
        return "Code";
    }
}
