package io.todolist.release.local;

import io.todolist.release.judge.Counts;
import io.todolist.release.walk.Facts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A version that is kept running, and what was counted of it: that goes on when a process ends and another one begins. */
final class Served {
    private static final Logger LOG = Logger.getLogger(Served.class);
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5000;

    private final Vertx vertx;
    private final HttpClient client;
    private final Setup setup;
    private final Setup.Version version;
    private final Children children;
    private final Counts counts = new Counts();
    private Instance running;
    private Instance ready;
    private long pause = FIRST_PAUSE_MS;
    private long ended;
    private boolean over;

    Served(Vertx vertx, HttpClient client, Setup setup, Setup.Version version, Children children) {
        this.vertx = vertx;
        this.client = client;
        this.setup = setup;
        this.version = version;
        this.children = children;
    }

    String name() {
        return version.name();
    }

    /** The process that answers, if there is one. */
    synchronized Optional<Instance> ready() {
        return Optional.ofNullable(ready);
    }

    Counts counts() {
        return counts;
    }

    synchronized Facts.Version facts() {
        return new Facts.Version(ready != null, ended, counts.traffic());
    }

    void begin() {
        Instance.launch(vertx, client, setup, version, children)
                .onSuccess(this::watch)
                .onFailure(failure -> {
                    LOG.errorf("%s does not start: %s", name(), failure.getMessage());
                    ended(null);
                });
    }

    private synchronized void watch(Instance instance) {
        running = instance;
        if (over) {
            instance.end();
            return;
        }
        instance.ready().onSuccess(took -> answers(instance));
        instance.whenEnded(() -> ended(instance));
    }

    private synchronized void answers(Instance instance) {
        if (running == instance) {
            ready = instance;
            pause = FIRST_PAUSE_MS;
        }
    }

    private synchronized void ended(Instance instance) {
        if (over) {
            return;
        }
        ended++;
        running = null;
        ready = null;
        vertx.setTimer(pause, timer -> begin());
        pause = Math.min(LONGEST_PAUSE_MS, 2 * pause);
    }

    /** A start beside the process that has visitors. */
    Future<Optional<Duration>> measureStart(Duration limit) {
        return Instance.launch(vertx, client, setup, version, children)
                .compose(instance -> instance.ready()
                        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                        .onComplete(started -> instance.end()))
                .map(Optional::of)
                .otherwise(Optional.empty());
    }

    void end() {
        Instance last;
        synchronized (this) {
            over = true;
            last = running;
        }
        if (last != null) {
            last.endAndWait();
        }
    }
}
