package io.todolist.release.command;

import io.todolist.release.walk.Facts;
import io.todolist.release.walk.State;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Tells a person what happens: a line for each event and, on a terminal, one that changes with the requests. */
final class Progress {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final String CLEARED = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal = Ansi.AUTO.enabled();
    private int told;

    Progress(PrintWriter out) {
        this.out = out;
    }

    /** @param state whose events were told before */
    Progress after(State state) {
        told = state.events().size();
        return this;
    }

    void tell(State state) {
        List<State.Event> events = state.events();
        List<State.Event> fresh = events.subList(Math.min(told, events.size()), events.size());
        for (State.Event event : fresh) {
            clear();
            out.printf("%s  %3d %%  %s%n", time(event.at()), event.percent(), event.said());
        }
        told = events.size();
        out.flush();
    }

    void tell(State state, Facts facts) {
        if (terminal && state.window() != null && !state.over()) {
            out.print(CLEARED + Requests.since(state, facts).said());
            out.flush();
        }
    }

    void tell(String said) {
        clear();
        out.println(said);
        out.flush();
    }

    private void clear() {
        if (terminal) {
            out.print(CLEARED);
        }
    }

    static String time(Instant at) {
        return TIME.format(at);
    }
}
