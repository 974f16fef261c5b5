package io.todolist.user.session;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.CallerKeys;
import io.todolist.kit.http.Exchange;
import io.todolist.kit.postgres.Leftovers;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells the service that takes our access tokens which sessions have ended, however they did (OpenID Connect Back-Channel Logout
 * 1.0): it is told again until it has taken it, also by another instance, as long as a token of the session may be good.
 */
@Singleton
class BackChannelLogout implements Leftovers {
    private static final Map<String, Object> EVENT =
            Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of());

    private static final String TYPE = "logout+jwt";

    /** A deleted account's a little later: with its last token the gateway erases what other services have of it. */
    private static final String OPEN =
            """
            select session, account_id from ended_session
            where not told and until > now() and (ended_at < now() - interval '20 seconds'
              or exists (select from account where account.id = account_id))
            order by ended_at limit 100
            """;

    private static final String TOLD = "update ended_session set told = true where session = $1";

    private static final String FORGET =
            """
            delete from ended_session where session in (select session from ended_session
              where until < now() order by until limit %d for update skip locked)
            """
                    .formatted(BATCH);

    @ConfigMapping(prefix = "todolist.backchannel-logout")
    interface Config {
        /** Where logout tokens are sent to; nowhere, if it is not set. */
        Optional<URI> uri();

        /** Who they are for. */
        @WithDefault("rule-service")
        String audience();

        /** The pause between two looks at what is to be told. */
        @WithDefault("2s")
        Duration every();

        /** For an answer; a service that is asleep may have to be started. */
        @WithDefault("30s")
        Duration timeout();
    }

    private final Config config;
    private final Pool database;
    private final SigningKey key;
    private final CallerKeys callers;
    private final Vertx vertx;
    private final HttpClient http;
    private final AtomicBoolean working = new AtomicBoolean();
    private long timer;

    BackChannelLogout(Config config, Pool database, SigningKey key, CallerKeys callers, Vertx vertx) {
        this.config = config;
        this.database = database;
        this.key = key;
        this.callers = callers;
        this.vertx = vertx;
        this.http = vertx.createHttpClient();
    }

    void schedule(@Observes StartupEvent start) {
        if (config.uri().isPresent()) {
            timer = vertx.setPeriodic(config.every().toMillis(), tick -> tellAll());
        }
    }

    /** The database's pool closes soon after. */
    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(timer);
    }

    @Override
    public String deletion() {
        return FORGET;
    }

    private void tellAll() {
        if (working.compareAndSet(false, true)) {
            database.query(OPEN)
                    .execute()
                    .onItem()
                    .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                    .onItem()
                    .transformToUniAndConcatenate(this::tell)
                    .collect()
                    .last()
                    .onTermination()
                    .invoke(() -> working.set(false))
                    .subscribe()
                    .with(
                            done -> {},
                            failure -> Log.warnf("Ended sessions could not be told: %s", failure.getMessage()));
        }
    }

    private Uni<Void> tell(Row ended) {
        return vertx.executeBlocking(() -> logoutToken(ended), false)
                .chain(this::send)
                .chain(() -> database.preparedQuery(TOLD).execute(Tuple.of(ended.getString("session"))))
                .replaceWithVoid();
    }

    private String logoutToken(Row ended) {
        return key.sign(Jwt.subject(ended.getUUID("account_id").toString())
                .audience(config.audience())
                .claim("sid", ended.getString("session"))
                .claim("events", EVENT)
                .expiresIn(config.timeout().plusMinutes(1))
                .jws()
                .type(TYPE));
    }

    private Uni<Void> send(String token) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(config.uri().orElseThrow().toString())
                .putHeader("Content-Type", "application/x-www-form-urlencoded");
        callers.shown().ifPresent(shown -> request.putHeader(CallerKeys.HEADER, shown));
        return Exchange.of(vertx, http, request, Buffer.buffer("logout_token=" + token), config.timeout())
                .replaceWithVoid();
    }
}
