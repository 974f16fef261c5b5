package io.todolist.user.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes of six digits that change every 30 s (RFC 6238 with HMAC-SHA-1, which is what authenticator apps know). */
final class Totp {
    private static final String MAC = "HmacSHA1";
    private static final int SECONDS = 30;

    /** Steps to each side: clocks differ, and typing takes time (RFC 6238, 5.2). */
    private static final int TOLERANCE = 1;

    private Totp() {}

    /** @return the newest step whose code it is; empty when it is none of those that are good now */
    static OptionalLong step(byte[] secret, String code, Instant now) {
        long current = now.getEpochSecond() / SECONDS;
        for (long step = current + TOLERANCE; step >= current - TOLERANCE; step--) {
            if (MessageDigest.isEqual(code(secret, step).getBytes(US_ASCII), code.getBytes(US_ASCII))) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    /** RFC 4226, 5.3. */
    static String code(byte[] secret, long step) {
        try {
            Mac hmac = Mac.getInstance(MAC);
            hmac.init(new SecretKeySpec(secret, MAC));
            byte[] hash =
                    hmac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
