package io.todolist.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkiverse.resteasy.problem.validation.Violation;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * The header Idempotency-Key (IETF draft-ietf-httpapi-idempotency-key-header): a request that comes again with the same key is
 * answered as the first time and does nothing more. Behind proxies any answer can get lost, so every write may have one.
 */
public final class IdempotencyKey {
    public static final String HEADER = "Idempotency-Key";

    /** Characters. */
    public static final int LONGEST = 255;

    private static final int BYTES = 16;

    private IdempotencyKey() {}

    /** Refuses one that is too long before anybody has to carry or keep it. */
    static class Limit {
        @ServerRequestFilter
        void refuse(ContainerRequestContext request) {
            String key = request.getHeaderString(HEADER);
            if (key != null && key.length() > LONGEST) {
                throw BadInput.of(Violation.In.header, HEADER, "must have at most " + LONGEST + " characters");
            }
        }
    }

    /** For a client that did not bring one, so that the caller's own repetition does nothing more. */
    public static String orNew(String key) {
        return key == null || key.isEmpty() ? UUID.randomUUID().toString() : key;
    }

    /**
     * What is kept of a key, beside what the request changed: 128 bits of a SHA-256 of the key and of what else makes the
     * request the same one.
     */
    public static byte[] fingerprint(String key, Object... request) {
        MessageDigest digest = sha256();
        digest.update(key.getBytes(UTF_8));
        for (Object part : request) {
            digest.update((byte) 0);
            digest.update(String.valueOf(part).getBytes(UTF_8));
        }
        return Arrays.copyOf(digest.digest(), BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
