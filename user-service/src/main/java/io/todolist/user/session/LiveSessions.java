package io.todolist.user.session;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Refuses the access token of a session that has ended, 25 s after its end: so long, a request that ended it, and whose answer
 * got lost, can be repeated. A token that names no session is not one of today's.
 */
@ApplicationScoped
class LiveSessions implements SecurityIdentityAugmentor {
    private static final String IS_LIVE =
            """
            select exists (select from refresh_family where account_id = $1 and session = $2 and expires_at > now())
              or exists (select from ended_session where session = $2 and ended_at > now() - interval '25 seconds')
            """;

    private final Pool database;

    LiveSessions(Pool database) {
        this.database = database;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        if (token.getSubject() == null) {
            throw new AuthenticationFailedException("The token names nobody");
        }
        return database.preparedQuery(IS_LIVE)
                .execute(Tuple.of(UUID.fromString(token.getSubject()), token.getClaim("sid")))
                .map(rows -> {
                    if (rows.iterator().next().getBoolean(0)) {
                        return identity;
                    }
                    throw new AuthenticationFailedException("This session is over");
                });
    }
}
