package io.todolist.user.session;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.mutiny.Uni;
import io.todolist.user.account.User;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Access tokens: JWT, RS256; issuer and audience come from smallrye.jwt.new-token. */
@ApplicationScoped
class AccessTokens {
    private final SigningKey key;
    private final TokenConfig config;
    private final Vertx vertx;

    AccessTokens(SigningKey key, TokenConfig config, Vertx vertx) {
        this.key = key;
        this.config = config;
        this.vertx = vertx;
    }

    /** Signs on a worker thread: a millisecond is long on the event loop. */
    Uni<Session> session(Issued issued) {
        return vertx.executeBlocking(() -> sign(issued.user()), false)
                .map(accessToken -> new Session(
                        accessToken,
                        config.accessTokenLife().toSeconds(),
                        issued.token().text(),
                        issued.seconds(),
                        issued.user()));
    }

    private String sign(User user) {
        return Jwt.subject(user.id().toString())
                .upn(user.name())
                .groups(Set.copyOf(user.roles()))
                .expiresIn(config.accessTokenLife())
                .jws()
                .algorithm(SignatureAlgorithm.RS256)
                .keyId(key.id())
                .sign(key.key());
    }
}
