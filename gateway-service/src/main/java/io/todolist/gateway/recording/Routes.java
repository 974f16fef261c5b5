package io.todolist.gateway.recording;

import io.todolist.kit.http.UuidText;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may be recorded: todos and the first screen. What is not here is not recorded, such as signing in, the account, links of
 * mails, and whatever comes later until somebody adds it.
 */
final class Routes {
    private static final Set<String> FIXED = Set.of(
            "GET /api/home",
            "GET /api/todos",
            "POST /api/todos",
            "GET /api/todos/counts",
            "POST /api/todos/delete",
            "POST /api/todos/restore",
            "POST /api/todos/status");

    private static final String TODO = "/api/todos/" + UuidText.FORM;
    private static final Pattern OF_A_TODO = Pattern.compile(
            "(?:GET|PATCH|DELETE) " + TODO + "|GET " + TODO + "/history" + "|POST " + TODO + "/(?:restore|move)");

    private static final int LONGEST = 100;

    private Routes() {}

    static boolean areRecorded(HttpMethod method, String path) {
        if (!path.startsWith("/api/") || path.length() > LONGEST) {
            return false;
        }
        String route = method.name() + " " + path;
        return FIXED.contains(route) || OF_A_TODO.matcher(route).matches();
    }
}
