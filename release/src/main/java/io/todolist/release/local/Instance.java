package io.todolist.release.local;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One process of a version. */
final class Instance {
    private static final long ASKED_EVERY_MS = 5;
    private static final long ANSWERS_WITHIN_MS = 2000;
    private static final long ENDS_WITHIN_S = 10;
    private static final int REMEMBERED = 100;
    private static final Queue<Integer> GIVEN = new ArrayDeque<>();

    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions question;
    private final Process process;
    private final SocketAddress address;
    private final long begin;
    private final AtomicInteger requests = new AtomicInteger();

    private Instance(Vertx vertx, HttpClient client, Setup setup, Setup.Version version, Children children)
            throws IOException {
        this.vertx = vertx;
        this.client = client;
        int port = freePort();
        address = SocketAddress.inetSocketAddress(port, "127.0.0.1");
        question = new RequestOptions()
                .setServer(address)
                .setMethod(HttpMethod.GET)
                .setURI(setup.ready())
                .setConnectTimeout(ANSWERS_WITHIN_MS)
                .setIdleTimeout(ANSWERS_WITHIN_MS);
        var builder = new ProcessBuilder(version.command());
        builder.environment().putAll(version.environment());
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("K_REVISION", version.name());
        builder.redirectErrorStream(true);
        builder.redirectOutput(Redirect.appendTo(
                setup.logFolder().resolve(version.name() + ".log").toFile()));
        begin = System.nanoTime();
        process = builder.start();
        children.add(process.toHandle());
    }

    static Future<Instance> launch(
            Vertx vertx, HttpClient client, Setup setup, Setup.Version version, Children children) {
        return vertx.executeBlocking(() -> new Instance(vertx, client, setup, version, children), false);
    }

    /** How long it took to the first good answer; fails when the process ends without one. */
    Future<Duration> ready() {
        Promise<Duration> ready = Promise.promise();
        ask(ready);
        return ready.future();
    }

    private void ask(Promise<Duration> ready) {
        if (!process.isAlive()) {
            ready.fail("ended before it was ready");
            return;
        }
        client.request(question)
                .compose(HttpClientRequest::send)
                .compose(answer -> answer.end().map(read -> answer.statusCode() == 200))
                .onComplete(answer -> {
                    if (answer.succeeded() && answer.result()) {
                        ready.complete(Duration.ofNanos(System.nanoTime() - begin));
                    } else {
                        vertx.setTimer(ASKED_EVERY_MS, timer -> ask(ready));
                    }
                });
    }

    SocketAddress address() {
        return address;
    }

    /** The place of the next request in the order of those that this process gets. */
    int nextRequest() {
        return requests.incrementAndGet();
    }

    void whenEnded(Runnable then) {
        process.onExit().thenRun(then);
    }

    void end() {
        process.destroy();
        process.onExit()
                .orTimeout(ENDS_WITHIN_S, TimeUnit.SECONDS)
                .whenComplete((ended, late) -> process.destroyForcibly());
    }

    /** For the end of the program. */
    void endAndWait() {
        process.destroy();
        try {
            if (!process.waitFor(ENDS_WITHIN_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** None of the latest: until a process listens on its port, the system may give it away again. */
    private static int freePort() throws IOException {
        synchronized (GIVEN) {
            int port;
            do {
                try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                    port = socket.getLocalPort();
                }
            } while (GIVEN.contains(port));
            GIVEN.add(port);
            if (GIVEN.size() > REMEMBERED) {
                GIVEN.remove();
            }
            return port;
        }
    }
}
