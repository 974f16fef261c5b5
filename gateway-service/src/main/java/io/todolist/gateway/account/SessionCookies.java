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
 * <p>The release before, which may run beside this one, sets the names without it as well, and reads them first. So they are
 * ended here: a refresh token that was left there would be spent, and who sends that looks like a thief. The next release knows
 * nothing of them.
 */
public record SessionCookies(RoutingContext context) {
    static final String ACCESS = "jwtToken";
    static final String REFRESH = "refreshToken";
    private static final String DEVICE = "deviceToken";
    private static final String HOST = "__Host-";

    /** As long as browsers keep a cookie at most (RFC 6265bis, 5.5). */
    private static final long DEVICE_SECONDS = Duration.ofDays(400).toSeconds();

    Optional<String> accessToken() {
        return value(ACCESS);
    }

    Optional<String> refreshToken() {
        return value(REFRESH);
    }

    /** It may be over, or made up. */
    boolean nameASession() {
        return accessToken().isPresent() || refreshToken().isPresent();
    }

    /** Says at a sign-in that somebody has signed in here before; it stays when they sign out. */
    Optional<String> deviceToken() {
        return value(DEVICE);
    }

    /** Both live as long as the refresh token: when only the access token has run out, the gateway gets a new one. */
    public void set(Session session) {
        answer(session.refreshToken(), session.accessToken(), session.refreshExpiresIn());
        if (session.deviceToken() != null) {
            String device = cookie(hostOnly(DEVICE), session.deviceToken(), DEVICE_SECONDS);
            context.response().headers().add(HttpHeaders.SET_COOKIE, device);
        }
    }

    void clear() {
        answer("", "", 0);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(context.request().getCookie(hostOnly(name)))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty());
    }

    /**
     * In place of what this request may have set before. The access token comes last: of several cookies that end in one
     * answer, curl 7.88 forgets only the last, and the refresh token has been ended behind the cookie.
     */
    private void answer(String refreshToken, String accessToken, long seconds) {
        List<CharSequence> cookies = new ArrayList<>();
        if (Proxies.isHttps(context)) {
            cookies.add(cookie(REFRESH, "", 0));
            cookies.add(cookie(ACCESS, "", 0));
        }
        cookies.add(cookie(hostOnly(REFRESH), refreshToken, seconds));
        cookies.add(cookie(hostOnly(ACCESS), accessToken, seconds));
        context.response().headers().set(HttpHeaders.SET_COOKIE, cookies);
    }

    private String hostOnly(String name) {
        return Proxies.isHttps(context) ? HOST + name : name;
    }

    private String cookie(String name, String value, long seconds) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure(Proxies.isHttps(context))
                .setMaxAge(seconds)
                .encode();
    }
}
