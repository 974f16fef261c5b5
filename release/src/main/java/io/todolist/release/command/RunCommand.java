package io.todolist.release.command;

import io.todolist.release.walk.Split;
import io.todolist.release.walk.Stage;
import io.todolist.release.walk.State;
import io.todolist.release.walk.StateStore.Stored;
import io.todolist.release.walk.Stepper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description =
                "Releases a version: begins, or goes on with what was begun, until it is over or a person is asked.")
class RunCommand implements Callable<Integer> {
    @Mixin
    private Where where;

    @Option(names = "--candidate", paramLabel = "VERSION", description = "What is released; needed at the beginning.")
    private String candidate;

    @Option(
            names = "--current",
            paramLabel = "VERSION",
            description = "What it is compared with; needed if more than one other version has visitors.")
    private String current;

    @Option(names = "--continue", description = "A person says that a release which waits may go on.")
    private boolean goOn;

    @Option(
            names = "--without-gate",
            paramLabel = "REASON",
            description = "Begins although the gate is red, or knows nothing; the reason is kept with the release.")
    private String withoutGate;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            defaultValue = "1s",
            description = "How long it waits between two steps (${DEFAULT-VALUE}).")
    private Duration every;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        Progress progress = new Progress(command.commandLine().getOut());
        Optional<State> before = underWay();
        if (before.isEmpty() && hasAllVisitors()) {
            progress.tell("All visitors have %s already.".formatted(candidate));
            return ExitStatus.GOOD;
        }
        Stepper stepper = where.stepper();
        before.ifPresent(progress::after);
        State state = before.orElseGet(() -> begun(stepper));
        progress.tell(state);
        state = goOn ? stepper.goOn() : stepper.step();
        while (true) {
            progress.tell(state);
            if (state.over() || state.stage() == Stage.WAITING) {
                return ExitStatus.of(state);
            }
            Thread.sleep(every.toMillis());
            state = step(stepper, state, progress);
        }
    }

    private Optional<State> underWay() {
        Optional<State> found = where.store().read().map(Stored::state).filter(state -> !state.over());
        found.map(State::candidate)
                .filter(other -> candidate != null && !candidate.equals(other))
                .ifPresent(other -> {
                    throw where.wrong("The release of %s is under way: `release abort` ends it.".formatted(other));
                });
        return found;
    }

    private boolean hasAllVisitors() {
        if (candidate == null || goOn) {
            throw where.wrong("There is no release under way: --candidate begins one.");
        }
        return where.router().facts().split().of(candidate) == 100;
    }

    private State begun(Stepper stepper) {
        String gate = GateCommand.passed(where.file(), withoutGate);
        return stepper.begin(where.plan(), current == null ? visited() : current, candidate, gate);
    }

    /** The only other version that has visitors. */
    private String visited() {
        Split split = where.router().facts().split();
        Set<String> visited = new TreeSet<>(split.percent().keySet());
        visited.removeIf(version -> split.of(version) == 0 || version.equals(candidate));
        if (visited.size() != 1) {
            throw where.wrong("--current is needed; visitors have " + split.percent());
        }
        return List.copyOf(visited).get(0);
    }

    /** What does not answer now may answer again. */
    private State step(Stepper stepper, State before, Progress progress) {
        try {
            State state = stepper.step();
            progress.tell(state, where.router().facts());
            return state;
        } catch (UncheckedIOException e) {
            progress.tell("It is tried again: " + e.getMessage());
            return before;
        }
    }
}
