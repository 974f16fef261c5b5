package io.todolist.gateway.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.todolist.kit.http.UuidText;
import java.net.URLEncoder;
import java.util.regex.Pattern;

/** What is written in the place of a visit's values: for the same one always the same. */
final class Redaction {
    private static final Pattern ID = Pattern.compile(UuidText.FORM);

    /** As many parameters as a request can have in its first line. */
    private static final int MOST_PARAMETERS = 4096;

    private final Secret secret;
    private final Disguise disguise;

    Redaction(Secret secret, String visit) {
        this.secret = secret;
        this.disguise = new Disguise(secret.textKey(visit));
    }

    String text(String text) {
        return disguise.of(text);
    }

    String value(Kind kind, String value) {
        if (value.isEmpty()) {
            return value;
        }
        if (!kind.fits(value)) {
            return disguise.of(value);
        }
        return switch (kind) {
            case PRODUCT -> "";
            case ID, KEY -> secret.id(value).toString();
            case CURSOR -> secret.cursor(value);
            case PATH -> path(value);
            default -> value;
        };
    }

    /** One of {@link Routes}: besides its ids there is nothing of a visitor in it. */
    String path(String path) {
        return ID.matcher(path).replaceAll(id -> secret.id(id.group()).toString());
    }

    String query(String query) {
        return new QueryStringDecoder(query, UTF_8, false, MOST_PARAMETERS, true)
                .parameters().entrySet().stream()
                        .flatMap(parameter ->
                                parameter.getValue().stream().map(value -> parameter(parameter.getKey(), value)))
                        .collect(joining("&"));
    }

    private String parameter(String name, String value) {
        Kind kind = Fields.OF_QUERY.get(name);
        return kind == null
                ? encoded(text(name)) + "=" + encoded(text(value))
                : name + "=" + encoded(value(kind, value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
