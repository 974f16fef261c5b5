package io.todolist.gateway.page;

import io.quarkus.vertx.http.runtime.HttpCompressionHandler;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.todolist.kit.http.AllowedMethods;
import io.todolist.kit.http.RequestLine;
import io.todolist.kit.http.RouteProblem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The page: index.html at every address that is neither an asset nor part of an API, because the page does its own
 * routing. Names with a hash of the content never change, so that browsers keep those files for a year; index.html, which
 * names them, is asked for each time.
 */
@Singleton
public class PageRoutes {
    /** After the filters and before the resources, whose POST /user/register would make GET a 405. */
    private static final int ORDER = 500;

    /** Before the resources, too. */
    private static final int AFTER_FILES = RouteConstants.ROUTE_ORDER_AFTER_DEFAULT + 100;

    private static final String INDEX = "/";
    private static final String MISSING = "missing asset";
    /** The last one is live reload of dev mode. */
    private static final List<String> NOT_PAGE = List.of("/api", "/q", "/web-bundler");
    /** As esbuild (app-4XKDRTPZ.js) and webpack (umi.5a2b9c01.js) write it. */
    private static final Pattern HASHED =
            Pattern.compile(".*[.-](?:[0-9a-f]{8,32}|[0-9A-Z]{8})\\.(?:[0-9a-z]+\\.)*[0-9a-z]+");

    /**
     * In place of a script that neither this version of the gateway nor a sibling has, because another one served the
     * document: the page starts anew, once. A 404 would leave it empty.
     */
    private static final String START_ANEW =
            """
            if (sessionStorage.getItem('reloaded')) {
              document.body.append('A new version is on its way. Please reload. 正在更新，请重新加载。');
            } else {
              sessionStorage.setItem('reloaded', '1');
              location.reload();
            }
            """;

    private final Set<String> compressed;
    private final Siblings siblings;
    private final Cdn cdn;

    PageRoutes(
            @ConfigProperty(name = "quarkus.http.compress-media-types") Set<String> compressed,
            Siblings siblings,
            Cdn cdn) {
        this.compressed = compressed;
        this.siblings = siblings;
        this.cdn = cdn;
    }

    void register(@Observes Router router, PageConfig config, AllowedMethods methods) {
        methods.setReadByRoute(PageRoutes::isPage);
        Route route = router.route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(ORDER)
                .handler(this::serve);
        config.folder().ifPresent(folder -> serveFrom(folder, route));
        router.get("/static/bundle/*").order(AFTER_FILES).handler(this::missing);
    }

    private void missing(RoutingContext context) {
        if (Siblings.isAsking(context)) {
            context.next();
        } else {
            siblings.ask(context.normalizedPath())
                    .onSuccess(asset -> context.response()
                            .putHeader(HttpHeaders.CONTENT_TYPE, asset.type())
                            .end(asset.content()))
                    .onFailure(nobody -> startAnew(context));
        }
    }

    private static void startAnew(RoutingContext context) {
        if (!context.normalizedPath().endsWith(".js")) {
            context.next();
            return;
        }
        context.put(MISSING, true)
                .response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/javascript; charset=utf-8")
                .end(START_ANEW);
    }

    private void serveFrom(Path folder, Route route) {
        StaticHandler files = StaticHandler.create(
                        FileSystemAccess.ROOT,
                        folder.toAbsolutePath().normalize().toString())
                .setIncludeHidden(false);
        route.handler(context -> {
            if (isPage(context.normalizedPath())) {
                files.handle(context);
            } else {
                context.next();
            }
        });
        route.handler(context -> {
            if (isPage(context.normalizedPath())) {
                RouteProblem.send(context, 404, "There is no such file");
            } else {
                context.next();
            }
        });
    }

    private void serve(RoutingContext context) {
        String path = context.normalizedPath();
        if (!isPage(path)) {
            context.next();
            return;
        }
        RequestLine.nameRoute(isAsset(path) ? "file" : "page");
        FirstRequest.announce(context);
        if (!path.equals(INDEX) && !isAsset(path)) {
            context.reroute(INDEX);
        } else {
            context.addHeadersEndHandler(end -> setCaching(context, path));
            context.addHeadersEndHandler(end -> setType(context.response().headers(), path));
            context.addHeadersEndHandler(end -> HttpCompressionHandler.compressIfNeeded(context, compressed));
            if (cdn.isUsed() && path.equals(INDEX)) {
                cdn.serve(context);
            } else {
                context.next();
            }
        }
    }

    private static void setCaching(RoutingContext context, String path) {
        MultiMap headers = context.response().headers();
        if (context.response().getStatusCode() >= 400 || context.get(MISSING) != null) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        } else if (path.equals(INDEX)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
            // The time of a file in a container image says nothing about which version is newer.
            headers.remove(HttpHeaders.LAST_MODIFIED);
        } else if (HASHED.matcher(path).matches()) {
            headers.set(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
        } else {
            headers.set(HttpHeaders.CACHE_CONTROL, "public, max-age=3600");
        }
    }

    /** The static files' handler knows no manifest, and says how text is written of few kinds of it. */
    private static void setType(MultiMap headers, String path) {
        if (headers.contains(HttpHeaders.CONTENT_TYPE, "image/svg+xml", false)) {
            headers.set(HttpHeaders.CONTENT_TYPE, "image/svg+xml; charset=utf-8");
        } else if (path.endsWith(".webmanifest") && !headers.contains(HttpHeaders.CONTENT_TYPE)) {
            headers.set(HttpHeaders.CONTENT_TYPE, "application/manifest+json");
        }
    }

    public static boolean isBelow(String path, String prefix) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }

    private static boolean isPage(String path) {
        return NOT_PAGE.stream().noneMatch(prefix -> isBelow(path, prefix));
    }

    private static boolean isAsset(String path) {
        return isBelow(path, "/static") || path.indexOf('.', path.lastIndexOf('/')) >= 0;
    }
}
