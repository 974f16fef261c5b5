package io.todolist.gateway.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What a browser may do with our answers. */
@Singleton
class SecurityHeaders {
    /** Everything from here, nothing inline; lit-html is the one place of our page that makes HTML from text. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

    private final boolean ourPage;

    SecurityHeaders(PageConfig page) {
        ourPage = page.folder().isEmpty();
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, FilterOrder.SECURITY_HEADERS);
    }

    private void add(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        String path = context.normalizedPath();
        // Another page brings inline styles, and so does Quarkus' own console of dev mode.
        if (ourPage && !PageRoutes.isBelow(path, "/q")) {
            headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        }
        if (PageRoutes.isBelow(path, "/api")) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        if ("https".equals(context.request().scheme())) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        context.next();
    }
}
