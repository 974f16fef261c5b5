package io.todolist.gateway.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.todolist.kit.http.RouteProblem;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Set;

/**
 * Refuses requests that change something when another site makes a browser send them, cookies and all. Browsers say where
 * a request comes from in Sec-Fetch-Site (Fetch Metadata), older ones in Origin (RFC 6454); a client that says neither is
 * not a browser.
 */
@Singleton
class SameOrigin {
    /** After the headers that its refusal needs, too. */
    private static final int ORDER = 200;

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    void register(@Observes Filters filters) {
        filters.register(SameOrigin::check, ORDER);
    }

    private static void check(RoutingContext context) {
        if (SAFE.contains(context.request().method()) || isOurs(context)) {
            context.next();
        } else {
            RouteProblem.send(context, 403, "A change must come from a page of this site");
        }
    }

    private static boolean isOurs(RoutingContext context) {
        HttpServerRequest request = context.request();
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin == null || isOrigin(origin, Proxies.isHttps(context) ? "https" : "http", request.authority());
    }

    private static boolean isOrigin(String origin, String scheme, HostAndPort host) {
        try {
            URI uri = URI.create(origin);
            return host != null
                    && scheme.equalsIgnoreCase(uri.getScheme())
                    && host.host().equalsIgnoreCase(uri.getHost())
                    && port(uri.getPort(), uri) == port(host.port(), uri);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Both may leave out the port that the scheme implies. */
    private static int port(int given, URI origin) {
        int implied = "https".equals(origin.getScheme()) ? 443 : 80;
        return given > 0 ? given : implied;
    }
}
