package io.todolist.gateway.account;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The two cookies of a signed-in browser: read from a request, set on its answer, and from then on read as set. Scripts
 * never see them.
 */
public record SessionCookies(RoutingContext context) {
    static final String ACCESS = "jwtToken";
    static final String REFRESH = "refreshToken";

    Optional<String> accessToken() {
        return value(ACCESS);
    }

    Optional<String> refreshToken() {
        return value(REFRESH);
    }

    /** Both live as long as the refresh token: when only the access token has run out, the gateway gets a new one. */
    void set(Session session) {
        add(ACCESS, session.accessToken(), session.refreshExpiresIn());
        add(REFRESH, session.refreshToken(), session.refreshExpiresIn());
    }

    void clear() {
        add(ACCESS, "", 0);
        add(REFRESH, "", 0);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(context.request().getCookie(name))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty());
    }

    private void add(String name, String value, long seconds) {
        context.response()
                .addCookie(Cookie.cookie(name, value)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.LAX)
                        .setSecure("https".equals(context.request().scheme()))
                        .setMaxAge(seconds));
    }
}
