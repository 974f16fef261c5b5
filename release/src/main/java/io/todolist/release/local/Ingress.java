package io.todolist.release.local;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where the visitors come in. A visitor draws a ticket, a cookie, at the first request, and has the version whose share the
 * ticket lies in. A host that begins with a version's name leads to that version, whatever its share; that is not counted.
 */
final class Ingress implements ProxyInterceptor {
    static final String COOKIE = "release-ticket";
    static final String VERSION = "release-version";
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(1);
    private static final Duration VISITOR_IDLE = Duration.ofSeconds(75);

    private final Fleet fleet;
    private final int warmUp;

    private Ingress(Fleet fleet, int warmUp) {
        this.fleet = fleet;
        this.warmUp = warmUp;
    }

    static Future<HttpServer> listen(Vertx vertx, HttpClient client, Setup setup, Fleet fleet) {
        HttpProxy proxy = HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(Ingress::request)
                .addInterceptor(new Ingress(fleet, setup.warmUp()));
        return vertx.createHttpServer(new HttpServerOptions()
                        .setHost("localhost")
                        .setPort(setup.port())
                        .setHttp2ClearTextEnabled(false)
                        .setMaxHeaderSize(32 * 1024)
                        .setIdleTimeout((int) VISITOR_IDLE.toSeconds()))
                .requestHandler(proxy)
                .listen();
    }

    /** A request on its way through. */
    private static final class Visit {
        final Served version;
        final Optional<Instance> instance;
        final boolean counted;
        final boolean cold;
        final long begin = System.nanoTime();
        String newTicket;
        boolean visitorIsGone;

        Visit(Served version, boolean counted, int warmUp) {
            this.version = version;
            this.counted = counted;
            instance = version.ready();
            cold = instance.map(process -> process.nextRequest() <= warmUp).orElse(false);
        }

        void count(boolean error) {
            if (counted) {
                version.counts().add(error, cold, System.nanoTime() - begin);
            }
        }
    }

    private static Visit visit(ProxyContext context) {
        return context.get("visit", Visit.class);
    }

    private static Future<HttpClientRequest> request(ProxyContext context) {
        return visit(context)
                .instance
                .map(instance -> context.client()
                        .request(new RequestOptions()
                                .setServer(instance.address())
                                .setConnectTimeout(CONNECTS_WITHIN.toMillis())
                                .setIdleTimeout(ANSWERS_WITHIN.toMillis()))
                        // The answer fails, too, and that is what counts.
                        .onSuccess(request -> request.exceptionHandler(failure -> {})))
                .orElseGet(() -> Future.failedFuture("not ready"));
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        HttpServerRequest request = context.request().proxiedRequest();
        Visit visit = begin(request);
        context.set("visit", visit);
        request.response().closeHandler(closed -> visit.visitorIsGone = true);
        return context.sendRequest().recover(failure -> Future.succeededFuture(noAnswer(context, visit)));
    }

    private Visit begin(HttpServerRequest request) {
        HostAndPort host = request.authority();
        Optional<Served> named =
                host == null ? Optional.empty() : fleet.named(host.host().split("\\.", 2)[0]);
        if (named.isPresent()) {
            return new Visit(named.get(), false, warmUp);
        }
        Optional<Integer> ticket = ticket(request.getCookie(COOKIE));
        int drawn = ticket.orElseGet(() -> ThreadLocalRandom.current().nextInt(Fleet.TICKETS));
        Visit visit = new Visit(fleet.of(drawn), true, warmUp);
        if (ticket.isEmpty()) {
            visit.newTicket = COOKIE + "=" + drawn + "; Path=/; HttpOnly; SameSite=Lax";
        }
        return visit;
    }

    private static Optional<Integer> ticket(Cookie cookie) {
        return Optional.ofNullable(cookie)
                .map(Cookie::getValue)
                .filter(value -> value.matches("\\d{1,4}"))
                .map(Integer::valueOf);
    }

    private static ProxyResponse noAnswer(ProxyContext context, Visit visit) {
        return context.request()
                .release()
                .response()
                .setStatusCode(502)
                .putHeader("Content-Type", "text/plain")
                .setBody(Body.body(Buffer.buffer(visit.version.name() + " does not answer\n")));
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        Visit visit = visit(context);
        ProxyResponse response = context.response();
        int status = response.getStatusCode();
        response.putHeader(VERSION, visit.version.name());
        if (visit.newTicket != null) {
            response.headers().add("Set-Cookie", visit.newTicket);
        }
        return context.sendResponse().onComplete(sent -> visit.count(isError(visit, status, sent.succeeded())));
    }

    /** Who goes before the answer is there says nothing of the version; how long it was waited for is counted, though. */
    private static boolean isError(Visit visit, int status, boolean sent) {
        return !visit.visitorIsGone && (status >= 500 || !sent);
    }
}
