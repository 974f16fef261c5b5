package io.todolist.rule.list;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;
import io.todolist.kit.http.BadInput;
import io.todolist.kit.http.Text;
import io.todolist.rule.todo.CalendarDate;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Function;

/** The text of a query parameter, and how it is read. */
public record QueryText(String parameter, String text) {
    static final int LONGEST = 200;

    public static QueryText of(String parameter, String text) {
        return new QueryText(parameter, text);
    }

    /** The parsers throw exceptions of several kinds; all of them say that the text is not one of theirs. */
    public <T> T as(Function<String, ? extends T> parser, T missing) {
        if (text == null || text.isEmpty()) {
            return missing;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refusal(parameter, "is not valid here");
        }
    }

    static HttpProblem refusal(String parameter, String message) {
        return BadInput.of(Violation.In.query, parameter, message);
    }

    static String searchText(String text) {
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw new IllegalArgumentException(text);
        }
        return storable(text);
    }

    static String storable(String text) {
        if (!text.matches(Text.FORM)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    public static int within(int least, int most, String text) {
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    static LocalDate calendarDate(String text) {
        LocalDate date = LocalDate.parse(text);
        if (!CalendarDate.Check.isCalendarDate(date)) {
            throw new IllegalArgumentException(text);
        }
        return date;
    }
}
