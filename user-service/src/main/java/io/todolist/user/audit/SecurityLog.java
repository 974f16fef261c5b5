package io.todolist.user.audit;

import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Instant;
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
        SECOND_FACTOR_ON,
        SECOND_FACTOR_OFF,
        CODE_REFUSED,
        RECOVERY_CODE_USED,
        PROFILE_CHANGED,
        EMAIL_VERIFIED,
        PASSWORD_RESET_ASKED,
        /** A password was set anew by a link in a mail. */
        PASSWORD_RESET,
        ACCOUNT_DELETED,
        /** A refresh token came that was spent before: somebody else may have it, so its session has ended. */
        SPENT_TOKEN_USED
    }

    private final Source source;

    SecurityLog(Source source) {
        this.source = source;
    }

    /** @param user {@code null} when nobody has the name */
    public void log(Event event, UUID user) {
        log(event, user, null);
    }

    public void log(Event event, UUID user, String session) {
        JsonObject line = new JsonObject()
                .put("time", Instant.now())
                .put("event", event.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        put(line, "user", user);
        put(line, "session", session);
        put(line, "source", source.address());
        put(line, "traceId", MDC.get("traceId"));
        LOG.log(event == Event.SPENT_TOKEN_USED ? Logger.Level.WARN : Logger.Level.INFO, line.encode());
    }

    private static void put(JsonObject line, String member, Object value) {
        if (value != null) {
            line.put(member, value.toString());
        }
    }
}
