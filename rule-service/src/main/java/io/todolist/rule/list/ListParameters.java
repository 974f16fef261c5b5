package io.todolist.rule.list;

import io.todolist.rule.todo.CalendarDate;
import io.todolist.rule.todo.Status;
import io.todolist.rule.todo.TodoInput;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The query parameters of a list. An empty one counts as missing. */
class ListParameters {
    private static final String STATUS = "status";

    @Context
    UriInfo uri;

    @Parameter(
            description = "Only todos of these statuses; also separated by commas",
            allowEmptyValue = true,
            schema = @Schema(type = SchemaType.ARRAY, implementation = Status[].class))
    @QueryParam(STATUS)
    List<String> status;

    @Parameter(description = "Text in the name or the description, in any case", allowEmptyValue = true)
    @Schema(maxLength = QueryText.LONGEST, pattern = TodoInput.TEXT)
    @QueryParam("q")
    String q;

    @Parameter(description = "Text in the name, in any case", allowEmptyValue = true)
    @Schema(maxLength = QueryText.LONGEST, pattern = TodoInput.TEXT)
    @QueryParam("name")
    String name;

    @Parameter(description = "Text in the description, in any case", allowEmptyValue = true)
    @Schema(maxLength = QueryText.LONGEST, pattern = TodoInput.TEXT)
    @QueryParam("description")
    String description;

    @Parameter(description = "Day of the last change in the time zone `zone`", allowEmptyValue = true)
    @Schema(format = "date", pattern = CalendarDate.PATTERN)
    @QueryParam("updatedOn")
    String updatedOn;

    @Parameter(description = "IANA name of a time zone; UTC if missing", allowEmptyValue = true)
    @QueryParam("zone")
    String zone;

    @Parameter(description = "Due on this day or later", allowEmptyValue = true)
    @Schema(format = "date", pattern = CalendarDate.PATTERN)
    @QueryParam("dueFrom")
    String dueFrom;

    @Parameter(description = "Due on this day or earlier", allowEmptyValue = true)
    @Schema(format = "date", pattern = CalendarDate.PATTERN)
    @QueryParam("dueTo")
    String dueTo;

    @Parameter(
            description = "The bin instead of the list: what was deleted in the last 30 days, the latest first",
            allowEmptyValue = true)
    @Schema(type = SchemaType.BOOLEAN)
    @QueryParam("deleted")
    String deleted;

    @Parameter(description = "With a minus sign in front: descending", allowEmptyValue = true)
    @Schema(
            enumeration = {
                "position",
                "-position",
                "name",
                "-name",
                "due",
                "-due",
                "created",
                "-created",
                "updated",
                "-updated"
            },
            defaultValue = "position")
    @QueryParam("sort")
    String sort;

    @Parameter(description = "Todos a page", allowEmptyValue = true)
    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20")
    @QueryParam("size")
    String size;

    @Parameter(
            description = "Page by number, at most " + Place.FARTHEST
                    + " todos away from the beginning or the end; one beyond the last page gives the last page",
            allowEmptyValue = true)
    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "2147483647")
    @QueryParam("page")
    String page;

    @Parameter(
            description = "Page by cursor: `next` of the page before, not together with `page`",
            allowEmptyValue = true)
    @QueryParam("after")
    String after;

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 400, with the name of the parameter that is not valid */
    ListRequest read() {
        uri.getQueryParameters().forEach(ListParameters::demandOne);
        boolean bin = QueryText.of("deleted", deleted).as(QueryText::truth, false);
        Order order = bin ? Order.BIN : QueryText.of("sort", sort).as(Order::parse, Order.DEFAULT);
        Cursor cursor = QueryText.of("after", after).as(text -> Cursor.parse(text, order), null);
        Integer number = QueryText.of("page", page).as(text -> QueryText.within(1, Integer.MAX_VALUE, text), null);
        if (cursor != null && number != null) {
            throw QueryText.refusal("page", "must not come together with 'after'");
        }
        int rows = QueryText.of("size", size).as(text -> QueryText.within(1, Selection.COUNTED_AT_MOST, text), 20);
        return new ListRequest(filter(bin), order, rows, number, cursor);
    }

    private static void demandOne(String parameter, List<String> values) {
        if (values.size() > 1 && !parameter.equals(STATUS)) {
            throw QueryText.refusal(parameter, "must not come more than once");
        }
    }

    private Filter filter(boolean bin) {
        LocalDate day = QueryText.of("updatedOn", updatedOn).as(QueryText::calendarDate, null);
        ZoneId there = day == null ? null : QueryText.of("zone", zone).as(ZoneId::of, ZoneOffset.UTC);
        return new Filter(
                bin,
                statuses(),
                QueryText.of("q", q).as(QueryText::searchText, null),
                QueryText.of("name", name).as(QueryText::searchText, null),
                QueryText.of("description", description).as(QueryText::searchText, null),
                start(day, 0, there),
                start(day, 1, there),
                QueryText.of("dueFrom", dueFrom).as(QueryText::calendarDate, null),
                QueryText.of("dueTo", dueTo).as(QueryText::calendarDate, null));
    }

    private Set<Status> statuses() {
        Set<Status> wanted = EnumSet.noneOf(Status.class);
        for (String list : status) {
            for (String one : list.split(",")) {
                Status known = QueryText.of("status", one.strip()).as(Status::valueOf, null);
                if (known != null) {
                    wanted.add(known);
                }
            }
        }
        return wanted;
    }

    private static Instant start(LocalDate day, int later, ZoneId zone) {
        return day == null ? null : day.plusDays(later).atStartOfDay(zone).toInstant();
    }
}
