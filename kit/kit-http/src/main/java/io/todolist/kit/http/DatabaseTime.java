package io.todolist.kit.http;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.quarkus.vertx.http.runtime.ExtendedQuarkusVertxHttpMetrics;
import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import jakarta.inject.Singleton;

/**
 * How long a request waits for a connection to the database and has it, for its line in the request log: from asking a pool for
 * one to giving it back, which a transaction does when it is over. While the log is off, Vert.x measures nothing. The gateway,
 * which has no database, leaves this class out.
 */
@Singleton
class DatabaseTime implements VertxOptionsCustomizer {
    /** What Vert.x calls a pool of connections to a database; its pools of threads are measured by nobody. */
    private static final String DATABASE = "sql";

    private final RequestLog.Config config;

    DatabaseTime(RequestLog.Config config) {
        this.config = config;
    }

    /** What takes the place of the deprecated method is the builder of Vert.x, which Quarkus lets nobody have. */
    @Override
    @SuppressWarnings("deprecation")
    public void accept(VertxOptions options) {
        if (config.log()) {
            options.setMetricsOptions(new MetricsOptions().setEnabled(true).setFactory(ignored -> new Metrics()));
        }
    }

    /** Quarkus asks those of any Vert.x that has metrics about connections over HTTP, too. */
    private static class Metrics implements VertxMetrics, ExtendedQuarkusVertxHttpMetrics {
        @Override
        public PoolMetrics<?> createPoolMetrics(String type, String name, int size) {
            return type.equals(DATABASE) ? new Connections() : null;
        }

        @Override
        public ConnectionTracker getHttpConnectionTracker() {
            return NOOP_CONNECTION_TRACKER;
        }
    }

    /** The line is known where a connection is asked for, and goes with it to wherever it is given back. */
    private static class Connections implements PoolMetrics<RequestLine> {
        @Override
        public RequestLine submitted() {
            RequestLine line = RequestLine.current();
            if (line != null) {
                line.databaseBegins();
            }
            return line;
        }

        @Override
        public RequestLine begin(RequestLine line) {
            return line;
        }

        @Override
        public void rejected(RequestLine line) {
            end(line, false);
        }

        @Override
        public void end(RequestLine line, boolean succeeded) {
            if (line != null) {
                line.databaseEnds();
            }
        }
    }
}
