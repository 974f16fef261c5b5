package io.todolist.gateway.oldpage;

import io.quarkiverse.resteasy.problem.validation.Violation;
import io.todolist.kit.http.BadInput;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The old page's query parameters in words of rule-service. Empty ones count as missing, unknown ones are ignored. */
record RuleQuery(MultivaluedMap<String, String> old) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int LARGEST_PAGE = 100;

    int current() {
        return number("current", 1, Integer.MAX_VALUE);
    }

    int pageSize() {
        return number("pageSize", 10, LARGEST_PAGE);
    }

    MultivaluedMap<String, String> translated(ZoneId zone) {
        var query = new MultivaluedHashMap<String, String>();
        query.putSingle("page", String.valueOf(current()));
        query.putSingle("size", String.valueOf(pageSize()));
        given("name").ifPresent(name -> query.putSingle("name", name));
        given("desc").ifPresent(text -> query.putSingle("description", text));
        given("status").ifPresent(numbers -> query.putSingle("status", statuses(numbers)));
        given("sorter").flatMap(RuleQuery::sort).ifPresent(sort -> query.putSingle("sort", sort));
        given("updatedAt").ifPresent(time -> {
            query.putSingle("updatedOn", day(time));
            query.putSingle("zone", zone.getId());
        });
        return query;
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(old.getFirst(name)).filter(value -> !value.isBlank());
    }

    /** What is not a number from 1 on counts as missing; what is too high becomes the highest. */
    private int number(String name, int otherwise, int highest) {
        return given(name)
                .filter(text -> text.matches("0*[1-9][0-9]{0,8}"))
                .map(text -> Math.min(Integer.parseInt(text), highest))
                .orElse(otherwise);
    }

    private static String statuses(String numbers) {
        return Arrays.stream(numbers.split(","))
                .filter(number -> !number.isBlank())
                .map(number -> StatusNumber.status(number, Violation.In.query).name())
                .collect(Collectors.joining(","));
    }

    /** {@code updatedAt_undefined} and whatever else stand for the default order. */
    private static Optional<String> sort(String sorter) {
        return switch (sorter) {
            case "updatedAt_ascend" -> Optional.of("updated");
            case "updatedAt_descend" -> Optional.of("-updated");
            default -> Optional.empty();
        };
    }

    private static String day(String time) {
        try {
            return LocalDateTime.parse(time, TIME).toLocalDate().toString();
        } catch (DateTimeParseException e) {
            throw BadInput.of(Violation.In.query, "updatedAt", "must be a time like 2026-01-31 23:59:59");
        }
    }
}
