package io.todolist.kit.postgres;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the database answers and has the schema that this version needs, so that requests wait for both while an
 * instance starts. A newer schema is fine: during a release the old version runs on it, too, so a migration only adds;
 * what no version needs any more goes a release later (expand and contract). The stock check would open a JDBC connection
 * as well, which only migrations use.
 */
@Readiness
class DatabaseReadiness implements AsyncHealthCheck {
    private static final String UNDEFINED_TABLE = "42P01";

    private final Pool pool;
    private final int needed;
    private volatile String lastReason = "";

    /** @param needed the newest version in the service's db/migration */
    DatabaseReadiness(Pool pool, @ConfigProperty(name = "todolist.schema") int needed) {
        this.pool = pool;
        this.needed = needed;
    }

    /** The pool's first connection is made while the service starts, so that the first request finds it. */
    void connect(
            @Observes StartupEvent start,
            @ConfigProperty(name = "todolist.connect-at-start", defaultValue = "true") boolean wanted) {
        if (wanted) {
            call().subscribe().with(response -> {});
        }
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return pool.query("select max(version::int) from flyway_schema_history where success")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0))
                .map(found -> found != null && found >= needed ? up() : down(older(found)))
                .onFailure()
                .recoverWithItem(e -> down(isMissing(e) ? older(null) : e.getMessage()));
    }

    private HealthCheckResponse up() {
        lastReason = "";
        return HealthCheckResponse.up("database");
    }

    private HealthCheckResponse down(String reason) {
        // Asked many times a second while an instance starts.
        if (!lastReason.equals(reason)) {
            Log.warn("Not ready: " + reason);
            lastReason = reason;
        }
        return HealthCheckResponse.named("database")
                .down()
                .withData("reason", reason)
                .build();
    }

    private String older(Integer found) {
        return "the database has schema %s, this version needs %d: run it once with the argument migrate"
                .formatted(found == null ? "none" : found, needed);
    }

    private static boolean isMissing(Throwable e) {
        return e instanceof PgException sql && UNDEFINED_TABLE.equals(sql.getSqlState());
    }
}
