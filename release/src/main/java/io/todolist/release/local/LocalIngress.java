package io.todolist.release.local;

import io.todolist.release.walk.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletionException;

/** What Knative is on a cluster, for a laptop and CI: starts the versions, and sends each its share of the visitors. */
public final class LocalIngress implements AutoCloseable {
    private final Fleet fleet;
    private final HttpServer ingress;
    private final HttpServer control;

    private LocalIngress(Fleet fleet, HttpServer ingress, HttpServer control) {
        this.fleet = fleet;
        this.ingress = ingress;
        this.control = control;
    }

    public static LocalIngress start(Vertx vertx, Path versions) throws IOException {
        return start(vertx, Json.written(versions, Setup.class));
    }

    static LocalIngress start(Vertx vertx, Setup setup) throws IOException {
        HttpClient client = vertx.createHttpClient(
                // Shorter than what servers wait, so that none ends a connection just when a request goes out.
                new HttpClientOptions().setKeepAliveTimeout(5).setMaxHeaderSize(64 * 1024),
                new PoolOptions().setHttp1MaxSize(1000));
        Children children = new Children(setup.logFolder());
        Fleet fleet = new Fleet(vertx, client, setup, children);
        HttpServer ingress = wait(Ingress.listen(vertx, client, setup, fleet));
        HttpServer control = wait(Control.listen(vertx, setup, ingress.actualPort(), fleet, Clock.systemUTC()));
        // The ports are ours, so nobody else runs this setup.
        children.endLeftOver();
        fleet.all().forEach(Served::begin);
        return new LocalIngress(fleet, ingress, control);
    }

    private static HttpServer wait(Future<HttpServer> server) throws IOException {
        try {
            return server.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IOException("cannot listen: " + e.getCause().getMessage(), e.getCause());
        }
    }

    public URI address() {
        return URI.create("http://localhost:" + ingress.actualPort());
    }

    public URI control() {
        return URI.create("http://127.0.0.1:" + control.actualPort());
    }

    @Override
    public void close() {
        ingress.close();
        control.close();
        fleet.all().forEach(Served::end);
    }
}
