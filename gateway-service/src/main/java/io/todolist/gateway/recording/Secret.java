package io.todolist.gateway.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes with the key of the recording (HMAC-SHA256, RFC 2104): without it nobody can find out what they stand for. */
final class Secret {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    /** Cloned for each hash: it is not for several threads. */
    private final Mac mac;

    Secret(String key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands for a session. */
    String visit(String session) {
        return HexFormat.of().formatHex(hash("visit", session), 0, BYTES);
    }

    String cursor(String cursor) {
        return "cursor-" + HexFormat.of().formatHex(hash("cursor", cursor), 0, BYTES);
    }

    /** A UUID of version 8 (RFC 9562), which is for whatever one likes. */
    UUID id(String id) {
        ByteBuffer hash = ByteBuffer.wrap(hash("id", id.toLowerCase(Locale.ROOT)));
        return new UUID(
                hash.getLong() & 0xffffffff_ffff0fffL | 0x8000, hash.getLong() & 0x3fffffff_ffffffffL | 1L << 63);
    }

    /** The key for the texts of a visit: what is said in two visits has nothing in common. */
    byte[] textKey(String visit) {
        return hash("text", visit);
    }

    private byte[] hash(String purpose, String text) {
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
