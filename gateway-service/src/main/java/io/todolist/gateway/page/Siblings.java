package io.todolist.gateway.page;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * The other revisions of this service. While traffic is split between them, a browser that got its document from one of
 * them asks any of them for the script and the style that the document names. A name with a hash of the content means the
 * same everywhere, so whoever does not have the file asks the others: a visit never breaks, and no browser needs to be
 * kept at one revision.
 */
@Singleton
class Siblings {
    /** Of the question itself: it is not asked on. */
    private static final String ASKED = "X-Todolist-Sibling";

    private static final Pattern ASSET = Pattern.compile("/static/bundle/[A-Za-z0-9_-]+-[0-9A-Z]{8}\\.(?:js|css)");
    /** Anybody can make up names: no more of them are looked for at once. */
    private static final int AT_ONCE = 8;
    /** The next sibling may have to be started first. */
    private static final int PATIENCE_SECONDS = 10;

    private final HttpClient client;
    private final List<URI> siblings;
    private final Assets known = new Assets();
    private final AtomicInteger asking = new AtomicInteger();

    Siblings(Vertx vertx, PageConfig config) {
        // The limit below ends with the head of an answer.
        client = vertx.createHttpClient(new HttpClientOptions().setReadIdleTimeout(PATIENCE_SECONDS));
        siblings = config.siblings().orElse(List.of());
    }

    static boolean isAsking(RoutingContext context) {
        return context.request().getHeader(ASKED) != null;
    }

    /** Fails when nobody has it. */
    Future<Assets.Asset> ask(String path) {
        if (siblings.isEmpty() || !ASSET.matcher(path).matches()) {
            return Future.failedFuture("not an asset of a sibling");
        }
        Assets.Asset asset = known.get(path);
        if (asset != null) {
            return Future.succeededFuture(asset);
        }
        if (asking.incrementAndGet() > AT_ONCE) {
            asking.decrementAndGet();
            return Future.failedFuture("too many are looked for");
        }
        return firstOf(siblings.stream().map(sibling -> ask(sibling, path)).toList())
                .onSuccess(found -> known.put(path, found))
                .onComplete(done -> asking.decrementAndGet());
    }

    private Future<Assets.Asset> ask(URI sibling, String path) {
        RequestOptions request = new RequestOptions()
                .setAbsoluteURI(sibling + path)
                .putHeader(ASKED, "true")
                .setConnectTimeout(1000 * PATIENCE_SECONDS)
                .setIdleTimeout(1000 * PATIENCE_SECONDS);
        return client.request(request).compose(HttpClientRequest::send).compose(Siblings::asset);
    }

    private static Future<Assets.Asset> asset(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return response.end().compose(end -> Future.failedFuture("status " + response.statusCode()));
        }
        String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
        return response.body().map((Buffer content) -> new Assets.Asset(type, content));
    }

    private static Future<Assets.Asset> firstOf(List<Future<Assets.Asset>> answers) {
        return Future.any(answers).map(any -> answers.stream()
                .filter(Future::succeeded)
                .findFirst()
                .orElseThrow()
                .result());
    }
}
