package io.todolist.release.command;

import io.todolist.release.walk.Action;
import io.todolist.release.walk.State;
import io.todolist.release.walk.Step;
import io.todolist.release.walk.Walk;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "step",
        description =
                "Goes on with a release as far as it can now. Called again and again, by a CronJob say, it does what `run` does.")
class StepCommand implements Callable<Integer> {
    @Mixin
    private Where where;

    @Option(names = "--dry-run", description = "Only says what would be done next.")
    private boolean dryRun;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        State before = where.state();
        Progress progress = new Progress(command.commandLine().getOut()).after(before);
        if (dryRun) {
            Step next = Walk.next(before, Instant.now(), where.router().facts());
            progress.tell(next.state());
            progress.tell(said(before, next.action()));
            return ExitStatus.of(before);
        }
        State state = where.stepper().step();
        progress.tell(state);
        return ExitStatus.of(state);
    }

    private static String said(State state, Action action) {
        if (action instanceof Action.Shift shift) {
            return "It would set the split " + shift.to().percent() + ".";
        }
        if (action instanceof Action.MeasureStart start) {
            return "It would measure a cold start of " + start.version() + ".";
        }
        if (action instanceof Action.Replay) {
            return "It would replay " + state.plan().replay().recording() + ".";
        }
        if (action instanceof Action.TopUp) {
            return "It would replay visits of " + state.plan().topUp().recording() + ", as there are too few requests.";
        }
        return "There is nothing to do now.";
    }
}
