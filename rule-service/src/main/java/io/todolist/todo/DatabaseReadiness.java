package io.todolist.todo;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the database answers and has our tables, so that requests wait for both while an instance starts. The stock
 * check would open a JDBC connection as well, which only migrations use.
 */
@Readiness
class DatabaseReadiness implements AsyncHealthCheck {
    private final Pool pool;

    DatabaseReadiness(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return pool.query("select from todo where false")
                .execute()
                .replaceWith(() -> HealthCheckResponse.up("database"))
                .onFailure()
                .recoverWithItem(e -> HealthCheckResponse.named("database")
                        .down()
                        .withData("reason", e.getMessage())
                        .build());
    }
}
