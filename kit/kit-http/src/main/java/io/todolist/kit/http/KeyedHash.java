package io.todolist.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes with a key (HMAC-SHA256, RFC 2104): without it nobody can find out what they stand for. */
public final class KeyedHash {
    private static final String ALGORITHM = "HmacSHA256";

    /** Cloned for each hash: it is not for several threads. */
    private final Mac mac;

    public KeyedHash(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param purpose the same text for another one has nothing in common with it */
    public byte[] of(String purpose, String text) {
        try {
            Mac mine = (Mac) mac.clone();
            mine.update(purpose.getBytes(UTF_8));
            mine.update((byte) 0);
            return mine.doFinal(text.getBytes(UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
