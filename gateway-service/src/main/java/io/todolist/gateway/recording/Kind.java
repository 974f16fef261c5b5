package io.todolist.gateway.recording;

import static java.util.stream.Collectors.joining;

import io.todolist.gateway.api.TodoBodies.Status;
import io.todolist.gateway.api.TodoBodies.What;
import io.todolist.kit.http.UuidText;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a value is. Only what must be of a few known forms is written as it is, and only if it has one of them: a text in such a
 * place is replaced like any other.
 */
enum Kind {
    TEXT(value -> false),
    /** What the product or a browser says. It is left out: whoever knows it would know a part of what stands for what. */
    PRODUCT(value -> true),
    ID(form(UuidText.FORM)),
    CURSOR(value -> true),
    KEY(value -> true),
    PATH(form("/api/todos/" + UuidText.FORM)),
    /** A day or a moment. */
    TIME(form("\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?Z)?")),
    STATUSES(form(list(anyOf(Status.values()), "*+"))),
    WHAT(form(anyOf(What.values()))),
    PLACE(form("-?\\d{1,50}(?:\\.\\d{1,2500})?")),
    NUMBER(form("\\d{1,10}")),
    BOOLEAN(form("true|false")),
    ORDER(form("-?(?:position|name|due|created|updated)")),
    ZONE(value -> ZoneId.getAvailableZoneIds().contains(value)),
    VERSION(form("\"\\d{1,10}\"|\\*")),
    MEDIA_TYPE(form("application/(?:merge-patch\\+|problem\\+)?json(?:; ?charset=(?i:utf-8))?")),
    LANGUAGES(form(list("(?:\\*|(?:en|zh)(?:-[A-Z]{2})?)(?:;q=[01](?:\\.\\d)?)?", "{0,9}")));

    private final Predicate<String> known;

    Kind(Predicate<String> known) {
        this.known = known;
    }

    boolean fits(String value) {
        return known.test(value);
    }

    private static Predicate<String> form(String expression) {
        return Pattern.compile(expression).asMatchPredicate();
    }

    /** Java needs a stack as deep as a text is long for a choice that is repeated, unless it never goes back. */
    private static String list(String one, String times) {
        return "%1$s(?:, ?%1$s)%2$s".formatted(one, times);
    }

    private static String anyOf(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(joining("|", "(?:", ")"));
    }
}
