package io.todolist.user.session;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;

/**
 * Access tokens: JWT, ES256; issuer and audience come from smallrye.jwt.new-token. {@code sid} names the session (OpenID
 * Connect Back-Channel Logout 1.0, 2.1).
 */
@ApplicationScoped
class AccessTokens {
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

    private final SigningKey key;
    private final TokenConfig config;
    private final Vertx vertx;

    AccessTokens(SigningKey key, TokenConfig config, Vertx vertx) {
        this.key = key;
        this.config = config;
        this.vertx = vertx;
    }

    void check(@Observes StartupEvent start) {
        if (config.accessTokenLife().compareTo(LONGEST_LIFE) > 0) {
            throw new IllegalArgumentException("TODOLIST_TOKENS_ACCESS_TOKEN_LIFE must be an hour at most");
        }
    }

    /** Signs on a worker thread: a millisecond is long on the event loop. */
    Uni<Session> session(Issued issued) {
        return vertx.executeBlocking(() -> sign(issued), false)
                .map(accessToken -> new Session(
                        accessToken,
                        config.accessTokenLife().toSeconds(),
                        issued.token().text(),
                        issued.seconds(),
                        issued.user(),
                        null));
    }

    private String sign(Issued issued) {
        return key.sign(Jwt.subject(issued.user().id().toString())
                .upn(issued.user().name())
                .groups(Set.copyOf(issued.user().roles()))
                .claim("sid", issued.session())
                .expiresIn(config.accessTokenLife())
                .jws());
    }
}
