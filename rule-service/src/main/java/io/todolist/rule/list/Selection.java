package io.todolist.rule.list;

import io.todolist.rule.todo.Bin;
import io.todolist.rule.todo.Status;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link Filter} in SQL: conditions on the table {@code todo} under the alias {@code t}, and the values of $1, $2, ... */
final class Selection {
    /** Nobody reads on until there, and to count on would cost as much as the list is long. It is the largest page, too. */
    static final int COUNTED_AT_MOST = 100;

    private final String owner;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final Set<Status> statuses;
    private final boolean counted;

    Selection(String owner, Filter filter) {
        this.owner = owner;
        statuses = filter.statuses();
        add("t.owner = %s", owner);
        if (!filter.bin()) {
            conditions.add("t.deleted_at is null");
        }
        int known = conditions.size();
        if (filter.bin()) {
            conditions.add("t.deleted_at >= " + Bin.START);
        }
        contains("(t.name %1$s or t.description %1$s)", filter.text());
        contains("t.name %s", filter.name());
        contains("t.description %s", filter.description());
        add("t.updated_at >= %s", filter.updatedFrom());
        add("t.updated_at < %s", filter.updatedUntil());
        add("t.due >= %s", filter.dueFrom());
        add("t.due <= %s", filter.dueTo());
        counted = !filter.bin() && conditions.size() == known;
    }

    String owner() {
        return owner;
    }

    /** Whether the totals that are kept for each owner (see V1__todos.sql) tell how many todos these are. */
    boolean isCounted() {
        return counted;
    }

    /** How to find some of the todos depends on how many they are, unless an index has just these in just this order. */
    boolean isSearch(Order order) {
        return !counted || !statuses.isEmpty() && order.key() != Order.Key.POSITION;
    }

    String where() {
        return String.join(" and ", conditions) + (statuses.isEmpty() ? "" : " and " + in(statuses));
    }

    /**
     * The first todos in this order, as a table. The index of an owner's statuses has the order by position within each of
     * them, so that is read for each status apart. Asked for several at once, PostgreSQL would sort all of them: the plan
     * that it keeps for a prepared statement is made for the average owner, who has few (1,000,000 todos: 125 ms, not 0.4).
     *
     * @param further a condition that is not part of the total, such as a cursor's
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

    List<Object> values() {
        return List.copyOf(values);
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

    /** As the driver takes it. */
    static Object sql(Object value) {
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
    }

    private void add(String condition, Object value) {
        if (value != null) {
            values.add(sql(value));
            conditions.add(condition.formatted("$" + values.size()));
        }
    }

    /**
     * The condition for a text that has this one in it; the wildcards of the pattern language stand for themselves. Where no
     * letter has a case, as in Chinese, the text of each todo need not be brought to one (200,000 todos: 153 ms, 33 without).
     */
    private void contains(String condition, String text) {
        if (text != null) {
            boolean cased = !text.toLowerCase(Locale.ROOT).equals(text.toUpperCase(Locale.ROOT));
            values.add("%" + text.replaceAll("[!%_]", "!$0") + "%");
            conditions.add(condition.formatted((cased ? "ilike" : "like") + " $" + values.size() + " escape '!'"));
        }
    }

    private static String in(Set<Status> statuses) {
        return statuses.stream()
                .map(status -> "" + status.number())
                .collect(Collectors.joining(", ", "t.status in (", ")"));
    }
}
