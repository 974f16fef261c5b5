package io.todolist.todo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which todos of an owner are meant, as conditions in HQL on the alias {@code t}. */
final class TodoFilter {
    private final String owner;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private boolean counted = true;
    private Set<Status> statuses = EnumSet.allOf(Status.class);

    private TodoFilter(String owner) {
        this.owner = owner;
        where("t.owner = :owner", "owner", owner);
    }

    static TodoFilter open(String owner) {
        TodoFilter filter = new TodoFilter(owner);
        filter.conditions.add("t.deletedAt is null");
        return filter;
    }

    /** What can still be restored. */
    static TodoFilter bin(String owner, Instant deletedSince) {
        return new TodoFilter(owner).uncounted("t.deletedAt >= :deletedSince", "deletedSince", deletedSince);
    }

    void status(Set<Status> wanted) {
        statuses = wanted;
        where("t.status in :statuses", "statuses", wanted);
    }

    void nameOrDescription(String text) {
        uncounted("(t.name ilike :text escape '!' or t.description ilike :text escape '!')", "text", contains(text));
    }

    void name(String text) {
        uncounted("t.name ilike :name escape '!'", "name", contains(text));
    }

    void description(String text) {
        uncounted("t.description ilike :description escape '!'", "description", contains(text));
    }

    void updatedBetween(Instant from, Instant until) {
        uncounted("t.updatedAt >= :updatedFrom", "updatedFrom", from);
        uncounted("t.updatedAt < :updatedUntil", "updatedUntil", until);
    }

    void dueFrom(LocalDate day) {
        uncounted("t.due >= :dueFrom", "dueFrom", day);
    }

    void dueTo(LocalDate day) {
        uncounted("t.due <= :dueTo", "dueTo", day);
    }

    String owner() {
        return owner;
    }

    String where() {
        return " where " + String.join(" and ", conditions);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /** Whether the kept totals (see {@link TodoCount}) know how many there are: of {@link #statuses()}, nothing else asked. */
    boolean counted() {
        return counted;
    }

    Set<Status> statuses() {
        return statuses;
    }

    private TodoFilter uncounted(String condition, String parameter, Object value) {
        counted = false;
        return where(condition, parameter, value);
    }

    private TodoFilter where(String condition, String parameter, Object value) {
        conditions.add(condition);
        parameters.put(parameter, value);
        return this;
    }

    /** Any text that has this one in it; the wildcards of the pattern language stand for themselves. */
    private static String contains(String text) {
        return "%" + text.replaceAll("[!%_]", "!$0") + "%";
    }
}
