package io.todolist.user.session;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A refresh token: which family, and 256 bits that nobody can guess. Opaque on the wire, 64 characters of base64url.
 */
record RefreshToken(UUID family, byte[] secret) {
    private static final int SECRET_BYTES = 32;
    private static final int BYTES = 2 * Long.BYTES + SECRET_BYTES;

    static RefreshToken random() {
        return new RefreshToken(UUID.randomUUID(), newSecret());
    }

    /** @param family 16 bytes; the UUID made of them says that it is neither a time nor chance (RFC 9562, 5.8) */
    static RefreshToken of(byte[] family, byte[] secret) {
        ByteBuffer bytes = ByteBuffer.wrap(family);
        long most = bytes.getLong() & ~0xF000L | 0x8000L;
        long least = bytes.getLong() >>> 2 | 0x8000000000000000L;
        return new RefreshToken(new UUID(most, least), secret);
    }

    static byte[] newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    static Optional<RefreshToken> parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != BYTES) {
                return Optional.empty();
            }
            UUID family = new UUID(bytes.getLong(), bytes.getLong());
            byte[] secret = new byte[SECRET_BYTES];
            bytes.get(secret);
            return Optional.of(new RefreshToken(family, secret));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(family.getMostSignificantBits())
                .putLong(family.getLeastSignificantBits())
                .put(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** What the database keeps instead of the token. */
    Buffer hash() {
        return Buffer.buffer(sha256(secret));
    }

    /** What the session is called outside the database, as in its column of that name: it ends nothing, unlike the family. */
    String session() {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(family.getMostSignificantBits())
                .putLong(family.getLeastSignificantBits())
                .array();
        return HexFormat.of().formatHex(sha256(bytes), 0, 16);
    }

    /** The same one for the same nonce, and nothing without this token: it can be given again without being stored. */
    RefreshToken successor(byte[] nonce) {
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return new RefreshToken(family, hmac.doFinal(nonce));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "RefreshToken";
    }
}
