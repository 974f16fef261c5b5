package io.todolist.rule.todo;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The header If-Match (RFC 9110, 13.1.1) as the versions that a change is meant for, so that the statement which changes a
 * todo compares them itself.
 */
public final class IfMatch {
    /** Nothing else is a tag of ours; what is none matches no version. */
    private static final Pattern TAG = Pattern.compile("\"(?:0|[1-9]\\d{0,8})\"");

    private IfMatch() {}

    /** @return null if any version will do */
    public static Integer[] versions(String header) {
        if (header == null || header.equals("*")) {
            return null;
        }
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .filter(TAG.asMatchPredicate())
                .map(tag -> Integer.valueOf(tag.substring(1, tag.length() - 1)))
                .toArray(Integer[]::new);
    }

    public static HttpProblem failed(Todo todo) {
        return HttpProblem.builder()
                .withStatus(412)
                .withTitle("Precondition Failed")
                .withDetail("The todo has changed meanwhile: its version is " + todo.version())
                .build();
    }
}
