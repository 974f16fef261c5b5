package io.todolist.release.audit;

import io.todolist.release.walk.Json;
import io.todolist.release.walk.State;
import io.todolist.release.walk.StateStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The security log: when a state is stored, each event that is new in it is a line of JSON, in UTC, as the services write theirs.
 * So whoever stores it is the one who is named, and of two at once only the one who was faster.
 */
public final class LoggedStore implements StateStore {
    private final StateStore store;
    private final Author author;
    private final Consumer<String> log;
    private State known;

    public LoggedStore(StateStore store, Author author, Consumer<String> log) {
        this.store = store;
        this.author = author;
        this.log = log;
    }

    @Override
    public Optional<Stored> read() {
        Optional<Stored> read = store.read();
        known = read.map(Stored::state).orElse(null);
        return read;
    }

    @Override
    public Optional<String> write(State state, String mark) {
        Optional<String> written = store.write(state, mark);
        if (written.isPresent()) {
            fresh(state).forEach(event -> log.accept(Json.text(line(state, event))));
            known = state;
        }
        return written;
    }

    /** All of another release; of the same one, what has come. */
    private List<State.Event> fresh(State state) {
        List<State.Event> events = state.events();
        boolean same = known != null
                && known.began().equals(state.began())
                && known.candidate().equals(state.candidate());
        return same ? events.subList(Math.min(known.events().size(), events.size()), events.size()) : events;
    }

    private Map<String, Object> line(State state, State.Event event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", event.at());
        line.put("event", "release");
        line.put("stage", state.stage().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        put(line, "user", author.user());
        put(line, "host", author.host());
        put(line, "kubernetesUser", author.kubernetesUser());
        line.put("command", author.command());
        line.put("service", state.plan().service());
        line.put("current", state.current());
        line.put("candidate", state.candidate());
        line.put("percent", event.percent());
        line.put("said", event.said());
        return line;
    }

    private static void put(Map<String, Object> line, String member, String value) {
        if (value != null) {
            line.put(member, value);
        }
    }
}
