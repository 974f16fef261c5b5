package io.todolist.kit.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Leaves out an Accept-Language (RFC 9110, 12.5.4) that no browser sends. Java needs a time to read it that grows with the
 * square of its length: 0.13 s for 18 kB, and anybody can make it do so by a body that is not valid.
 */
@Singleton
class LanguageLimit {
    /** Characters. Browsers send less than a hundred. */
    private static final int LONGEST = 255;

    private static final int BEFORE_RESOURCES = 100;

    void register(@Observes Filters filters) {
        filters.register(LanguageLimit::check, BEFORE_RESOURCES);
    }

    private static void check(RoutingContext context) {
        String languages = context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        if (languages != null && languages.length() > LONGEST) {
            context.request().headers().remove(HttpHeaders.ACCEPT_LANGUAGE);
        }
        context.next();
    }
}
