package io.todolist.user.audit;

import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Who signed in, was refused, changed or ended what: a line of JSON for each, in UTC, in a log category of its own. It has no
 * names, passwords or tokens; what somebody types as a name may be a password. The source is the address that the gateway was
 * asked from, as the gateway says.
 */
@Singleton
public class SecurityLog {
    /** Set by the gateway, whatever its client says. */
    private static final String SOURCE = "X-Todolist-Source";

    private static final int LONGEST_ADDRESS = 64;
    private static final Logger LOG = Logger.getLogger("io.todolist.security");

    public enum Event {
        REGISTERED,
        SIGNED_IN,
        PASSWORD_REFUSED,
        TOO_MANY_PASSWORDS,
        SIGNED_OUT,
        SIGNED_OUT_ELSEWHERE,
        SIGNED_OUT_EVERYWHERE,
        PASSWORD_CHANGED,
        PROFILE_CHANGED,
        ACCOUNT_DELETED,
        /** A refresh token came that was spent before: somebody else may have it, so its session has ended. */
        SPENT_TOKEN_USED
    }

    private final HttpHeaders headers;

    SecurityLog(HttpHeaders headers) {
        this.headers = headers;
    }

    /** @param user {@code null} when nobody has the name */
    public void log(Event event, UUID user) {
        log(event, user, null);
    }

    /** @param session is told by a hash: the log must not help anybody to end it */
    public void log(Event event, UUID user, UUID session) {
        JsonObject line = new JsonObject()
                .put("time", Instant.now())
                .put("event", event.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        put(line, "user", user);
        put(line, "session", session == null ? null : hash(session));
        put(line, "source", source());
        put(line, "traceId", MDC.get("traceId"));
        LOG.log(event == Event.SPENT_TOKEN_USED ? Logger.Level.WARN : Logger.Level.INFO, line.encode());
    }

    private static void put(JsonObject line, String member, Object value) {
        if (value != null) {
            line.put(member, value.toString());
        }
    }

    private String source() {
        String source = headers.getHeaderString(SOURCE);
        return source == null || source.length() > LONGEST_ADDRESS ? null : source;
    }

    private static String hash(UUID session) {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(session.getMostSignificantBits())
                .putLong(session.getLeastSignificantBits())
                .array();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, Long.BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
