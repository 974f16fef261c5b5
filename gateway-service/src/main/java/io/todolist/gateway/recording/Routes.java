package io.todolist.gateway.recording;

import io.todolist.kit.http.UuidText;
import io.vertx.core.http.HttpMethod;
import java.util.regex.Pattern;

/**
 * What may be recorded: todos and the first screen. What is not here is not recorded, such as signing in, the account, links of
 * mails, and whatever comes later until somebody adds it.
 */
final class Routes {
    private static final String TODO = "/" + UuidText.FORM;
    private static final Pattern RECORDED = Pattern.compile("GET /api/home"
            + "|(?:GET|POST) /api/todos"
            + "|GET /api/todos/counts"
            + "|POST /api/todos/(?:delete|restore|status)"
            + "|(?:GET|PATCH|DELETE) /api/todos" + TODO
            + "|GET /api/todos" + TODO + "/history"
            + "|POST /api/todos" + TODO + "/(?:restore|move)");

    private static final int LONGEST = 100;

    private Routes() {}

    static boolean areRecorded(HttpMethod method, String path) {
        return path.startsWith("/api/")
                && path.length() <= LONGEST
                && RECORDED.matcher(method.name() + " " + path).matches();
    }
}
