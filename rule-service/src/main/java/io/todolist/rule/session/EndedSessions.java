package io.todolist.rule.session;

import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.postgres.Leftovers;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Refuses access tokens of sessions that have ended. The list is in the database, for all instances; each keeps a copy, so that a
 * request pays for no statement: it is looked up again every 5 s, beside the requests, and before one if it is 15 s old. A token
 * that names no session is not one of today's.
 */
@ApplicationScoped
class EndedSessions implements SecurityIdentityAugmentor, Leftovers {
    /** No access token of the session lives longer. */
    private static final String ADD =
            "insert into ended_session values ($1, now() + interval '2 hours') on conflict do nothing";

    private static final String ALL = "select session from ended_session where until > now()";

    private static final String FORGET =
            """
            delete from ended_session where session in (select session from ended_session
              where until < now() order by until limit %d for update skip locked)
            """
                    .formatted(BATCH);

    @ConfigMapping(prefix = "todolist.ended-sessions")
    interface Config {
        /** How old the copy gets before it is looked up again; three times as old, nobody is let in by it. */
        @WithDefault("5s")
        Duration fresh();
    }

    private record Copy(Set<String> sessions, long readAt) {
        boolean isOlderThan(long nanos) {
            return System.nanoTime() - readAt > nanos;
        }
    }

    private final Pool database;
    private final long fresh;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Copy copy;

    EndedSessions(Pool database, Config config) {
        this.database = database;
        fresh = config.fresh().toNanos();
    }

    Uni<Void> add(String session) {
        return database.preparedQuery(ADD)
                .execute(Tuple.of(session))
                .invoke(() -> copy = null)
                .replaceWithVoid();
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        String session = token.getClaim("sid");
        if (session == null || token.getSubject() == null) {
            throw new AuthenticationFailedException("The token names no session or nobody");
        }
        Copy known = copy;
        if (known == null || known.isOlderThan(3 * fresh)) {
            return read().map(now -> refuseEnded(identity, session, now));
        }
        if (known.isOlderThan(fresh) && reading.compareAndSet(false, true)) {
            read().onTermination()
                    .invoke(() -> reading.set(false))
                    .subscribe()
                    .with(
                            now -> {},
                            failure -> Log.warnf("Ended sessions could not be read: %s", failure.getMessage()));
        }
        return Uni.createFrom().item(refuseEnded(identity, session, known));
    }

    @Override
    public String deletion() {
        return FORGET;
    }

    private static SecurityIdentity refuseEnded(SecurityIdentity identity, String session, Copy known) {
        if (known.sessions().contains(session)) {
            throw new AuthenticationFailedException("This session is over");
        }
        return identity;
    }

    private Uni<Copy> read() {
        long now = System.nanoTime();
        return database.preparedQuery(ALL)
                .execute()
                .map(rows -> new Copy(
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> row.getString(0))
                                .collect(Collectors.toSet()),
                        now))
                .invoke(read -> copy = read);
    }
}
