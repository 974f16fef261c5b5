package io.todolist.kit.postgres;

import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Deletes what is left over while an instance is awake: soon after its start, when the first requests are answered, and then
 * from time to time. Several instances at once take different rows. While nobody uses the service, what is left over stays.
 */
@Singleton
class Cleanup {

    @ConfigMapping(prefix = "todolist.cleanup")
    interface Config {
        @WithDefault("10s")
        Duration first();

        @WithDefault("10m")
        Duration every();
    }

    private final Config config;
    private final Pool pool;
    private final Vertx vertx;
    private final List<Leftovers> leftovers;
    private long first;
    private long next;

    Cleanup(Config config, Pool pool, Vertx vertx, @All List<Leftovers> leftovers) {
        this.config = config;
        this.pool = pool;
        this.vertx = vertx;
        this.leftovers = leftovers;
    }

    void schedule(@Observes StartupEvent start) {
        first = vertx.setTimer(config.first().toMillis(), timer -> run());
        next = vertx.setPeriodic(config.every().toMillis(), timer -> run());
    }

    /** The database's pool closes soon after. */
    void stop(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(first);
        vertx.cancelTimer(next);
    }

    private void run() {
        leftovers.forEach(each -> delete(each.deletion())
                .subscribe()
                .with(done -> {}, failure -> Log.infof("Not cleaned up this time: %s", failure.getMessage())));
    }

    /** Batch after batch, until one is not full. */
    private Uni<Void> delete(String sql) {
        return pool.query(sql)
                .execute()
                .chain(deleted ->
                        deleted.rowCount() < Leftovers.BATCH ? Uni.createFrom().voidItem() : delete(sql));
    }
}
