package io.todolist.todo;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** A todo's version as a strong entity tag (RFC 9110, 8.8.3). */
final class ETag {
    private ETag() {}

    static String of(int version) {
        return "\"" + version + "\"";
    }

    /** 412 unless the header If-Match (RFC 9110, 13.1.1) is missing, {@code *}, or names the todo's version. */
    static void demand(String ifMatch, Todo todo) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return;
        }
        for (String tag : ifMatch.split(",")) {
            if (tag.strip().equals(of(todo.version))) {
                return;
            }
        }
        throw HttpProblem.builder()
                .withStatus(412)
                .withTitle("Precondition Failed")
                .withDetail("The todo has changed meanwhile: its version is " + todo.version)
                .build();
    }
}
