package io.todolist.user;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The header If-Match (RFC 9110, 13.1.1): absent or {@code *} fits every version; a weak tag never fits. What is not a
 * list of entity tags is answered with 400.
 */
record IfMatch(List<String> tags) {
    private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"";
    private static final Pattern HEADER = Pattern.compile("\\*|" + TAG + "(?:\\s*,\\s*" + TAG + ")*");

    static IfMatch parse(String header) {
        if (header == null) {
            return new IfMatch(List.of("*"));
        }
        if (!HEADER.matcher(header).matches()) {
            throw problem(400, "Bad Request", "If-Match needs * or entity tags such as \"3\".");
        }
        return new IfMatch(Arrays.asList(header.split("\\s*,\\s*")));
    }

    void check(Account account) {
        if (!tags.contains("*") && !tags.contains(tagOf(account.version))) {
            throw problem(412, "Precondition Failed", "The profile has changed since it was read.");
        }
    }

    static String tagOf(int version) {
        return '"' + Integer.toString(version) + '"';
    }

    private static HttpProblem problem(int status, String title, String detail) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail)
                .with("header", HttpHeaders.IF_MATCH)
                .build();
    }
}
