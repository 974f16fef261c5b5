package io.todolist.user.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes that stand in for a lost authenticator app, each once. They have 120 bits: from 112 on a plain hash is enough to store
 * them by (ASVS 5.0, 6.5.2).
 */
final class RecoveryCodes {
    private static final String MAC = "HmacSHA256";
    private static final int NUMBER = 10;
    private static final int BYTES = 15;

    private RecoveryCodes() {}

    /** The same ones for the same request, whose answer may have got lost; nothing without the secret. */
    static List<String> of(byte[] secret, String key) {
        return IntStream.range(0, NUMBER)
                .mapToObj(number -> Base32.encode(Arrays.copyOf(mac(secret, number + " " + key), BYTES)))
                .map(code -> code.replaceAll("(.{4})(?!$)", "$1-"))
                .toList();
    }

    /** @param code as {@link Code#plain()} */
    static Buffer hash(String code) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(code.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(byte[] secret, String text) {
        try {
            Mac hmac = Mac.getInstance(MAC);
            hmac.init(new SecretKeySpec(secret, MAC));
            return hmac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
