package io.todolist.release.command;

import io.todolist.release.walk.State;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "abort", description = "Ends a release: all visitors have the current version again.")
class AbortCommand implements Callable<Integer> {
    @Mixin
    private Where where;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        Progress progress = new Progress(command.commandLine().getOut()).after(where.state());
        State state = where.stepper().abort();
        progress.tell(state);
        return ExitStatus.of(state);
    }
}
