package io.todolist.gateway.account;

import io.smallrye.mutiny.Uni;
import io.todolist.gateway.account.UserApi.RefreshToken;
import io.todolist.gateway.downstream.UserService;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Sessions of browsers. A refresh token is good for one renewal, but a page sends many requests at once: those with the
 * same token share one, and each goes on in its own context. That only spares work; user-service repeats its answer to the
 * same token for the same time, so that several gateways are safe.
 */
@Singleton
public class Sessions {
    private static final Duration SHARED = Duration.ofSeconds(5);

    private final UserService users;
    private final UserApi api;
    private final Vertx vertx;
    /** By a hash of the refresh token. */
    private final ConcurrentMap<String, Uni<Session>> renewals = new ConcurrentHashMap<>();

    Sessions(UserService users, @RestClient UserApi api, Vertx vertx) {
        this.users = users;
        this.api = api;
        this.vertx = vertx;
    }

    /** Signs in and sets the cookies; problem 401 for a wrong name or password, 429 with Retry-After after too many. */
    public Uni<User> open(Credentials credentials, SessionCookies cookies) {
        return users.once(() -> api.open(credentials)).invoke(cookies::set).map(Session::user);
    }

    /** Problem 401 if the token is not good any more. */
    Uni<Session> renew(String refreshToken) {
        Context caller = vertx.getOrCreateContext();
        return renewals.computeIfAbsent(hash(refreshToken), key -> start(key, refreshToken))
                .emitOn(task -> caller.runOnContext(now -> task.run()));
    }

    private Uni<Session> start(String key, String refreshToken) {
        // Not repeatable: after those seconds, a token that comes again ends the session.
        return users.once(() -> api.refresh(new RefreshToken(refreshToken)))
                .invoke(() -> vertx.setTimer(SHARED.toMillis(), timer -> renewals.remove(key)))
                .onFailure()
                .invoke(() -> renewals.remove(key))
                .memoize()
                .indefinitely();
    }

    private static String hash(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
