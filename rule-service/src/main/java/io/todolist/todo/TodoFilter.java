package io.todolist.todo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which todos of an owner are meant, as SQL conditions on the table {@code todo} under the alias {@code t}. */
final class TodoFilter {
    /** Nobody reads on until there, and to count on would cost as much as the list is long. It is the largest page, too. */
    static final int COUNTED_AT_MOST = 100;

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private boolean counted = true;
    private Set<Status> statuses = EnumSet.noneOf(Status.class);

    private TodoFilter(String owner) {
        conditions.add("t.owner = " + parameter(owner));
    }

    static TodoFilter open(String owner) {
        TodoFilter filter = new TodoFilter(owner);
        filter.conditions.add("t.deleted_at is null");
        return filter;
    }

    /** What can still be restored. */
    static TodoFilter bin(String owner, Instant deletedSince) {
        TodoFilter filter = new TodoFilter(owner);
        filter.uncounted("t.deleted_at >= " + filter.parameter(deletedSince));
        return filter;
    }

    void status(Set<Status> wanted) {
        statuses = wanted;
    }

    void nameOrDescription(String text) {
        String match = contains(text);
        uncounted("(t.name %1$s or t.description %1$s)".formatted(match));
    }

    void name(String text) {
        uncounted("t.name " + contains(text));
    }

    void description(String text) {
        uncounted("t.description " + contains(text));
    }

    void updatedBetween(Instant from, Instant until) {
        uncounted("t.updated_at >= %s and t.updated_at < %s".formatted(parameter(from), parameter(until)));
    }

    void dueFrom(LocalDate day) {
        uncounted("t.due >= " + parameter(day));
    }

    void dueTo(LocalDate day) {
        uncounted("t.due <= " + parameter(day));
    }

    /** Whether the totals that are kept for each owner (see V1__todos.sql) tell how many todos these are. */
    boolean counted() {
        return counted;
    }

    boolean ofAnyStatus() {
        return statuses.isEmpty();
    }

    /** Further conditions that are not part of the total, such as a cursor's, are not kept here. */
    String where() {
        return String.join(" and ", conditions) + (statuses.isEmpty() ? "" : " and " + in(statuses));
    }

    /**
     * The first todos in this order, as a table. The index of an owner's statuses has the order by position within each of
     * them, so that is read for each status apart. Asked for several at once, PostgreSQL would sort all of them: the plan
     * that it keeps for a prepared statement is made for the average owner, who has few (1,000,000 todos: 125 ms, not 0.4).
     */
    String first(int limit, Order order, String further) {
        String always = String.join(" and ", conditions) + further;
        Stream<String> parts = statuses.isEmpty()
                ? Stream.of(always)
                : order.key() == Order.Key.POSITION
                        ? statuses.stream().map(status -> always + " and " + in(Set.of(status)))
                        : Stream.of(always + " and " + in(statuses));
        return parts.map(part ->
                        "(select t.* from todo t where " + part + " " + order.clause() + " limit " + limit + ")")
                .collect(Collectors.joining(" union all ", "(", ")"));
    }

    /** The values of $1, $2, ... */
    List<Object> parameters() {
        return List.copyOf(parameters);
    }

    /** An SQL expression. */
    String total() {
        if (!counted) {
            return "(select count(*) from todo t where " + where() + ")";
        }
        Set<Status> meant = statuses.isEmpty() ? EnumSet.allOf(Status.class) : statuses;
        String sum = meant.stream()
                .map(status -> status.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" + "));
        return "coalesce((select " + sum + " from todo_count where owner = $1), 0)";
    }

    /** An SQL expression: the same, but where todos must be counted, one more than {@link #COUNTED_AT_MOST} stands for many. */
    String boundedTotal(Order order) {
        return counted ? total() : "(select count(*) from " + first(COUNTED_AT_MOST + 1, order, "") + " as counted)";
    }

    private void uncounted(String condition) {
        counted = false;
        conditions.add(condition);
    }

    private static String in(Set<Status> statuses) {
        return statuses.stream()
                .map(status -> "" + status.ordinal())
                .collect(Collectors.joining(", ", "t.status in (", ")"));
    }

    private String parameter(Object value) {
        parameters.add(sql(value));
        return "$" + parameters.size();
    }

    /** As the driver takes it. */
    static Object sql(Object value) {
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
    }

    /**
     * The condition for a text that has this one in it; the wildcards of the pattern language stand for themselves. Where no
     * letter has a case, as in Chinese, the text of each todo need not be brought to one (200,000 todos: 153 ms, 33 without).
     */
    private String contains(String text) {
        boolean cased = !text.toLowerCase(Locale.ROOT).equals(text.toUpperCase(Locale.ROOT));
        return "%s %s escape '!'"
                .formatted(cased ? "ilike" : "like", parameter("%" + text.replaceAll("[!%_]", "!$0") + "%"));
    }
}
