package io.todolist.gateway.account;

import io.todolist.gateway.security.Proxies;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cookies of a browser, two of them while somebody is signed in: read from a request, set on its answer. Scripts never see them. Over https their
 * names begin with __Host- (RFC 6265bis, 4.1.3.2): a browser takes such a cookie from this host only, so that no other one of
 * the same domain can put its own session in place of the person's.
 *
 * <p>In this release the names without it are set over https as well, and are read first: the release before, which may run
 * beside this one, knows no others. What it has renewed or ended can be seen only there; the refresh token in the other cookie
 * is spent then, and who sends that again looks like a thief. The next release sets and reads the names with __Host- and ends
 * the others, which this one understands, too.
 */
public record SessionCookies(RoutingContext context) {
    static final String ACCESS = "jwtToken";
    static final String REFRESH = "refreshToken";
    private static final String DEVICE = "deviceToken";
    private static final String HOST = "__Host-";

    /** As long as browsers keep a cookie at most (RFC 6265bis, 5.5). */
    private static final long DEVICE_SECONDS = Duration.ofDays(400).toSeconds();

    /** Never the one with __Host-: it would be good for minutes after signing out at the release before. */
    Optional<String> accessToken() {
        return value(ACCESS);
    }

    Optional<String> refreshToken() {
        return value(REFRESH).or(() -> value(HOST + REFRESH));
    }

    /** Says at a sign-in that somebody has signed in here before; it stays when they sign out. */
    Optional<String> deviceToken() {
        return value(hostOnly(DEVICE));
    }

    /** Both live as long as the refresh token: when only the access token has run out, the gateway gets a new one. */
    public void set(Session session) {
        answer(session.refreshToken(), session.accessToken(), session.refreshExpiresIn());
        if (session.deviceToken() != null) {
            boolean secure = Proxies.isHttps(context);
            String device = cookie(hostOnly(DEVICE), session.deviceToken(), secure, DEVICE_SECONDS);
            context.response().headers().add(HttpHeaders.SET_COOKIE, device);
        }
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
        boolean secure = Proxies.isHttps(context);
        List<CharSequence> cookies = new ArrayList<>();
        for (String prefix : secure ? List.of(HOST, "") : List.of("")) {
            cookies.add(cookie(prefix + REFRESH, refreshToken, secure, seconds));
            cookies.add(cookie(prefix + ACCESS, accessToken, secure, seconds));
        }
        context.response().headers().set(HttpHeaders.SET_COOKIE, cookies);
    }

    private String hostOnly(String name) {
        return Proxies.isHttps(context) ? HOST + name : name;
    }

    private static String cookie(String name, String value, boolean secure, long seconds) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure(secure)
                .setMaxAge(seconds)
                .encode();
    }
}
