package io.todolist.release.walk;

import io.todolist.release.judge.ColdStarts;
import io.todolist.release.judge.Judgement;
import io.todolist.release.judge.Levels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The cold starts that a release has measured so far. */
final class MeasuredStarts {
    private final State state;
    private final List<Start> current;
    private final List<Start> candidate;

    MeasuredStarts(State state) {
        this.state = state;
        current = of(state.current());
        candidate = of(state.candidate());
    }

    /** Whether the candidate gave no answer once. */
    boolean failed() {
        return candidate.stream().anyMatch(start -> start.took() == null);
    }

    /** The version that is measured next, until there are enough. */
    Optional<String> turn() {
        return candidate.size() == state.plan().starts()
                ? Optional.empty()
                : Optional.of(candidate.size() < current.size() ? state.candidate() : state.current());
    }

    Judgement judge(Instant clock) {
        return ColdStarts.judge(
                clock, took(current), took(candidate), state.plan().slowerStart(), Levels.STARTS);
    }

    private List<Start> of(String version) {
        return state.starts().stream()
                .filter(start -> start.version().equals(version))
                .toList();
    }

    /** A start without an answer took at least as long as the limit. */
    private List<Duration> took(List<Start> starts) {
        return starts.stream()
                .map(start -> start.took() == null ? state.plan().startLimit() : start.took())
                .toList();
    }
}
