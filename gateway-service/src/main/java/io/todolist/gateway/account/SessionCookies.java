package io.todolist.gateway.account;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The two cookies of a signed-in browser: read from a request, set on its answer. Scripts never see them. */
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
    public void set(Session session) {
        answer(session.refreshToken(), session.accessToken(), session.refreshExpiresIn());
    }

    void clear() {
        answer("", "", 0);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(context.request().getCookie(name))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty());
    }

    /**
     * In place of what this request may have set before. The access token comes last: of several cookies that end in one
     * answer, curl 7.88 forgets only the last, and the refresh token has been ended behind the cookie.
     */
    private void answer(String refreshToken, String accessToken, long seconds) {
        context.response()
                .headers()
                .set(HttpHeaders.SET_COOKIE, cookie(REFRESH, refreshToken, seconds))
                .add(HttpHeaders.SET_COOKIE, cookie(ACCESS, accessToken, seconds));
    }

    private String cookie(String name, String value, long seconds) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure("https".equals(context.request().scheme()))
                .setMaxAge(seconds)
                .encode();
    }
}
