package io.todolist.rule.list;

import io.todolist.rule.todo.CalendarDate;
import io.todolist.rule.todo.Todo;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a list is sorted by and in which direction; the id decides between equals, in the same direction. Written as the
 * key's name, with a minus sign in front for descending.
 */
record Order(Key key, boolean descending) {

    /** A sort key: its SQL expression (each has its index), its value of a todo, and that value read from a cursor. */
    enum Key {
        POSITION("t.position", Todo::position, Order::decimal),
        NAME("t.name", Todo::name, QueryText::storable),
        /** Todos without a due date come after all others. */
        DUE("coalesce(t.due, date '9999-12-31')", todo -> todo.due() == null ? NEVER : todo.due(), Order::day),
        CREATED("t.created_at", Todo::createdAt, Order::moment),
        UPDATED("t.updated_at", Todo::updatedAt, Order::moment),
        /** Only for the bin, which has no other order. */
        DELETED("t.deleted_at", Todo::deletedAt, Order::moment);

        final String expression;
        final Function<Todo, Object> value;
        final Function<String, Object> parse;

        Key(String expression, Function<Todo, Object> value, Function<String, Object> parse) {
            this.expression = expression;
            this.value = value;
            this.parse = parse;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The newest first, then as moved by hand. */
    static final Order DEFAULT = new Order(Key.POSITION, false);

    static final Order BIN = new Order(Key.DELETED, true);

    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    /** @throws IllegalArgumentException if there is no such order */
    static Order parse(String text) {
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        return Arrays.stream(Key.values())
                .filter(key -> key != Key.DELETED && key.text().equals(name))
                .map(key -> new Order(key, descending))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    Order reversed() {
        return new Order(key, !descending);
    }

    String clause() {
        String direction = descending ? " desc" : "";
        return "order by " + key.expression + direction + ", t.id" + direction;
    }

    /** The condition that a todo comes after the one with this key and id. */
    String after(String keyParameter, String idParameter) {
        String comparison = descending ? "<" : ">";
        return "(%s, t.id) %s (%s, %s)".formatted(key.expression, comparison, keyParameter, idParameter);
    }

    @Override
    public String toString() {
        return (descending ? "-" : "") + key.text();
    }

    /** Java knows years that PostgreSQL does not. */
    private static LocalDate day(String text) {
        LocalDate day = LocalDate.parse(text);
        return day.equals(NEVER) ? day : calendarDate(day);
    }

    private static Instant moment(String text) {
        Instant moment = Instant.parse(text);
        calendarDate(moment.atOffset(ZoneOffset.UTC).toLocalDate());
        return moment;
    }

    private static LocalDate calendarDate(LocalDate date) {
        if (!CalendarDate.Check.isCalendarDate(date)) {
            throw new IllegalArgumentException(date.toString());
        }
        return date;
    }

    /** Plain notation only: an exponent could make a short text a number of a million digits. */
    private static BigDecimal decimal(String text) {
        if (!text.matches("-?\\d{1,50}(\\.\\d{1,2500})?")) {
            throw new NumberFormatException(text);
        }
        return new BigDecimal(text);
    }
}
