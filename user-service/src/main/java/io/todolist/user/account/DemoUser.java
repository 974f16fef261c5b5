package io.todolist.user.account;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.todolist.user.password.PasswordHasher;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;

/** Somebody to sign in as in dev mode; rule-service has todos of this id. Not part of a packaged service. */
@IfBuildProfile("dev")
@ApplicationScoped
class DemoUser {
    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-00000000d340");
    private static final String NAME = "demo";
    private static final String PASSWORD = "try-the-demo";
    private static final String INSERT =
            """
            insert into account (id, name, name_key, password_hash, admin, created_at, version)
            values ($1, $2, $2, $3, false, now(), 0) on conflict do nothing
            """;

    private final Pool database;
    private final PasswordHasher hasher;

    DemoUser(Pool database, PasswordHasher hasher) {
        this.database = database;
        this.hasher = hasher;
    }

    void register(@Observes StartupEvent start) throws Throwable {
        VertxContextSupport.subscribeAndAwait(this::registerIfAbsent);
        Log.infof("Demo user: sign in as %s with the password %s at http://localhost:8080", NAME, PASSWORD);
    }

    private Uni<Void> registerIfAbsent() {
        return database.preparedQuery("select 1 from account where id = $1")
                .execute(Tuple.of(ID))
                .flatMap(found -> found.size() > 0 ? Uni.createFrom().voidItem() : insert());
    }

    private Uni<Void> insert() {
        return hasher.hash(PASSWORD)
                .flatMap(hash -> database.preparedQuery(INSERT).execute(Tuple.of(ID, NAME, hash)))
                .replaceWithVoid();
    }
}
