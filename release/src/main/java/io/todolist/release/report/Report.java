package io.todolist.release.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.todolist.release.walk.Json;
import io.todolist.release.walk.State;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** How a release is told, while it is under way and afterwards. */
public enum Report {
    MARKDOWN(Markdown::of),
    JSON(Report::json),
    /** One file with its plots, which needs nothing else. */
    HTML(Page::of);

    private final Function<State, String> form;

    Report(Function<State, String> form) {
        this.form = form;
    }

    public String of(State state) {
        return form.apply(state);
    }

    private static String json(State state) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(state) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
