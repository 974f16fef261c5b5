package io.todolist.todo;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The query parameters of the list. An empty one counts as missing. */
class ListRequest {
    @Parameter(description = "CLOSED, IN_PROGRESS, DONE or PAUSED; several by repetition or commas")
    @QueryParam("status")
    List<String> status;

    @Parameter(description = "Text in the name or the description, in any case, up to 200 characters")
    @QueryParam("q")
    String q;

    @Parameter(description = "Text in the name, in any case")
    @QueryParam("name")
    String name;

    @Parameter(description = "Text in the description, in any case")
    @QueryParam("description")
    String description;

    @Parameter(description = "Day of the last change, YYYY-MM-DD, in the time zone `zone`")
    @QueryParam("updatedOn")
    String updatedOn;

    @Parameter(description = "IANA name of a time zone; UTC if missing")
    @QueryParam("zone")
    String zone;

    @Parameter(description = "Due on this day or later, YYYY-MM-DD")
    @QueryParam("dueFrom")
    String dueFrom;

    @Parameter(description = "Due on this day or earlier, YYYY-MM-DD")
    @QueryParam("dueTo")
    String dueTo;

    @Parameter(
            description = "true: the bin instead of the list, what was deleted in the last 30 days, the latest first")
    @QueryParam("deleted")
    String deleted;

    @Parameter(description = "position, name, due, created or updated; with a minus sign in front: descending")
    @QueryParam("sort")
    String sort;

    @Parameter(description = "Todos a page, 1 to 100; 20 if missing")
    @QueryParam("size")
    String size;

    @Parameter(description = "Page by number, from 1; one beyond the last page gives the last page")
    @QueryParam("page")
    String page;

    @Parameter(description = "Page by cursor: `next` of the page before")
    @QueryParam("after")
    String after;

    TodoFilter filter(String owner) {
        TodoFilter filter = bin() ? TodoFilter.bin(owner, Todos.binStart()) : TodoFilter.open(owner);
        Set<Status> wanted = statuses();
        if (!wanted.isEmpty()) {
            filter.status(wanted);
        }
        optional("q", q, ListRequest::searchText).ifPresent(filter::nameOrDescription);
        optional("name", name, ListRequest::searchText).ifPresent(filter::name);
        optional("description", description, ListRequest::searchText).ifPresent(filter::description);
        optional("updatedOn", updatedOn, ListRequest::calendarDate).ifPresent(day -> updatedOn(filter, day));
        optional("dueFrom", dueFrom, ListRequest::calendarDate).ifPresent(filter::dueFrom);
        optional("dueTo", dueTo, ListRequest::calendarDate).ifPresent(filter::dueTo);
        return filter;
    }

    Order order() {
        return bin() ? Order.BIN : optional("sort", sort, Order::parse).orElse(Order.DEFAULT);
    }

    int size() {
        return optional("size", size, text -> within(1, 100, text)).orElse(20);
    }

    Optional<Integer> page() {
        return optional("page", page, text -> within(1, Integer.MAX_VALUE, text));
    }

    /** Empty for the first page. */
    Optional<Cursor> cursor() {
        Optional<Cursor> cursor = optional("after", after, text -> Cursor.parse(text, order()));
        if (cursor.isPresent() && page().isPresent()) {
            throw refuse("page", "must not come together with 'after'");
        }
        return cursor;
    }

    private boolean bin() {
        return optional("deleted", deleted, ListRequest::truth).orElse(false);
    }

    private Set<Status> statuses() {
        Set<Status> wanted = EnumSet.noneOf(Status.class);
        for (String list : status) {
            for (String one : list.split(",")) {
                optional("status", one.strip(), Status::valueOf).ifPresent(wanted::add);
            }
        }
        return wanted;
    }

    private void updatedOn(TodoFilter filter, LocalDate day) {
        ZoneId there = optional("zone", zone, ZoneId::of).orElse(ZoneOffset.UTC);
        Instant start = day.atStartOfDay(there).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(there).toInstant();
        filter.updatedBetween(start, end);
    }

    /** The parsers throw exceptions of several kinds; all of them say that the text is not one of theirs. */
    private static <T> Optional<T> optional(String parameter, String text, Function<String, T> parser) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refuse(parameter, "is not valid here");
        }
    }

    private static String searchText(String text) {
        if (text.length() > 200 || !text.matches(Text.FORM)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static int within(int least, int most, String text) {
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static LocalDate calendarDate(String text) {
        LocalDate date = LocalDate.parse(text);
        if (!CalendarDate.Check.isCalendarDate(date)) {
            throw new IllegalArgumentException(text);
        }
        return date;
    }

    private static HttpProblem refuse(String parameter, String message) {
        return BadInput.of(Violation.In.query.field(parameter).message(message));
    }
}
