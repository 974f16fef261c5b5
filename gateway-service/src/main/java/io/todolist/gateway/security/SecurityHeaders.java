package io.todolist.gateway.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.todolist.gateway.page.Cdn;
import io.todolist.gateway.page.PageConfig;
import io.todolist.gateway.page.PageRoutes;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** What a browser may do with our answers. */
@Singleton
class SecurityHeaders {
    /** Before whatever may answer. */
    private static final int ORDER = 300;

    private static final List<Header> ALWAYS = List.of(
            Header.of("X-Content-Type-Options", "nosniff"),
            Header.of("X-Frame-Options", "DENY"),
            Header.of("Referrer-Policy", "same-origin"),
            Header.of("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
            Header.of("Cross-Origin-Opener-Policy", "same-origin"),
            Header.of("Cross-Origin-Resource-Policy", "same-origin"));

    /**
     * Everything from here, nothing inline, but for what a content delivery network needs; lit-html is the one place of our
     * page that makes HTML from text.
     */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'%s; style-src 'self'%s; img-src 'self' data:; connect-src 'self';"
                    + " manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types lit-html";

    private static final Header NOT_STORED = Header.of("Cache-Control", "no-store");
    private static final Header ENCRYPTED = Header.of("Strict-Transport-Security", "max-age=31536000");

    private final boolean ourPage;
    private final Header contentSecurityPolicy;

    SecurityHeaders(PageConfig page, Cdn cdn) {
        ourPage = page.folder().isEmpty();
        contentSecurityPolicy =
                Header.of("Content-Security-Policy", CONTENT_SECURITY_POLICY.formatted(cdn.scripts(), cdn.styles()));
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, ORDER);
    }

    private void add(RoutingContext context) {
        MultiMap headers = context.response().headers();
        ALWAYS.forEach(header -> header.set(headers));
        String path = context.normalizedPath();
        // Another page brings inline styles, and so does Quarkus' own console of dev mode.
        if (ourPage && !PageRoutes.isBelow(path, "/q")) {
            contentSecurityPolicy.set(headers);
        }
        if (PageRoutes.isBelow(path, "/api")) {
            NOT_STORED.set(headers);
        }
        if (Proxies.isHttps(context)) {
            ENCRYPTED.set(headers);
        }
        context.next();
    }

    /** Checked and encoded once, instead of with each answer. */
    private record Header(CharSequence name, CharSequence value) {
        static Header of(String name, String value) {
            return new Header(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
        }

        void set(MultiMap headers) {
            headers.set(name, value);
        }
    }
}
