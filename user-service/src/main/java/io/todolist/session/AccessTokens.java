package io.todolist.session;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.mutiny.Uni;
import io.todolist.user.Account;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
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
    Uni<String> issueFor(Account account) {
        return vertx.executeBlocking(() -> sign(account), false);
    }

    Duration life() {
        return config.accessTokenLife();
    }

    private String sign(Account account) {
        return Jwt.subject(account.id().toString())
                .upn(account.name())
                .groups(Set.copyOf(account.roles()))
                .expiresIn(config.accessTokenLife())
                .jws()
                .algorithm(SignatureAlgorithm.RS256)
                .keyId(key.id())
                .sign(key.key());
    }
}
