package io.todolist.gateway.page;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells a signed-in person's browser, with the page's document, what the page will ask for first (Link, RFC 8288), so that
 * the request is on its way before the script is there. The addresses are those of the page's views.js, to the letter:
 * otherwise the browser asks twice.
 */
final class FirstRequest {
    private static final String OPEN = "&status=IN_PROGRESS%2CPAUSED";
    private static final Map<String, String> VIEWS = Map.of(
            "/",
            OPEN + "{search}",
            "/today",
            OPEN + "&dueFrom={today}&dueTo={today}{search}",
            "/overdue",
            OPEN + "&dueTo={yesterday}{search}&sort=due",
            "/done",
            "&status=DONE{search}&sort=-updated",
            "/bin",
            "&deleted=true{search}",
            "/all",
            "{search}");

    /** As the page writes it into its address. For any other query the page's request has to wait for the script. */
    private static final Pattern SEARCH = Pattern.compile("&q=[\\w.*+%-]+");

    /** A pattern of its own, because Java needs a stack as deep as a text is long for a choice that is repeated. */
    private static final Pattern NOT_ENCODED_SO = Pattern.compile("%(?:20|(?![0-9A-F]{2}))");

    private static final String LINK = FirstRequest.class.getName();

    private FirstRequest() {}

    /** Called for the address that the browser asked for, and again after rerouting from it, which forgets all but this. */
    static void announce(RoutingContext context) {
        Optional<String> link = context.get(LINK);
        if (link == null) {
            link = link(context.normalizedPath(), context.request());
            context.put(LINK, link);
        }
        link.ifPresent(value -> context.response().putHeader("Link", value));
    }

    private static Optional<String> link(String path, HttpServerRequest request) {
        return Optional.ofNullable(VIEWS.get(path))
                .filter(view ->
                        request.getCookie("refreshToken") != null || request.getCookie("__Host-refreshToken") != null)
                .flatMap(view -> search(request.query()).map(search -> view.replace("{search}", search)))
                .flatMap(query -> onDay(query, request))
                .map(query -> "</api/home?size=50" + query + ">; rel=preload; as=fetch; crossorigin=anonymous");
    }

    private static Optional<String> search(String query) {
        return query == null
                ? Optional.of("")
                : Optional.of("&" + query)
                        .filter(given -> SEARCH.matcher(given).matches())
                        .filter(given -> !NOT_ENCODED_SO.matcher(given).find());
    }

    /** What day it is where the person lives the page has left in a cookie; empty when it is needed and not known. */
    private static Optional<String> onDay(String query, HttpServerRequest request) {
        if (!query.contains("day}")) {
            return Optional.of(query);
        }
        Cookie zone = request.getCookie("__Host-timeZone");
        return today(zone == null ? request.getCookie("timeZone") : zone)
                .map(today -> query.replace("{today}", today.toString())
                        .replace("{yesterday}", today.minusDays(1).toString()));
    }

    private static Optional<LocalDate> today(Cookie zone) {
        try {
            return Optional.ofNullable(zone).map(each -> LocalDate.now(ZoneId.of(each.getValue())));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }
}
