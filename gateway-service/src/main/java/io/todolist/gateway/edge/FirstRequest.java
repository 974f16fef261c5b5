package io.todolist.gateway.edge;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/**
 * Tells a signed-in person's browser, with the page's document, what the page will ask for first (Link, RFC 8288), so that
 * the request is on its way before the script is there. The addresses are those of the page's views.js, to the letter:
 * otherwise the browser asks twice. Views that depend on what day it is where the person lives have none.
 */
final class FirstRequest {
    private static final String HOME = "/api/home?size=50";
    private static final Map<String, String> OF_VIEW = Map.of(
            "/", HOME + "&status=IN_PROGRESS%2CPAUSED",
            "/done", HOME + "&status=DONE&sort=-updated",
            "/bin", HOME + "&deleted=true",
            "/all", HOME);

    private static final String ASKED_FOR = FirstRequest.class.getName();

    private FirstRequest() {}

    /** Called for the address that the browser asked for, and again when the document is served after rerouting from it. */
    static void announce(RoutingContext context) {
        if (context.get(ASKED_FOR) == null) {
            context.put(ASKED_FOR, context.normalizedPath());
        }
        String address = OF_VIEW.get(context.<String>get(ASKED_FOR));
        HttpServerRequest request = context.request();
        if (address != null && request.query() == null && request.getCookie("refreshToken") != null) {
            context.response().putHeader("Link", "<" + address + ">; rel=preload; as=fetch; crossorigin=anonymous");
        }
    }
}
