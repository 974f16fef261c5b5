package io.todolist.release.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.todolist.release.walk.Json;
import io.todolist.release.walk.State;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "status", description = "Says how a release stands.")
class StatusCommand implements Callable<Integer> {
    @Mixin
    private Where where;

    @Option(names = "--json", description = "All that is known, as JSON.")
    private boolean json;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws JsonProcessingException {
        State state = where.state();
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(Json.MAPPER.writeValueAsString(state));
        } else {
            tell(state, out);
        }
        out.flush();
        return ExitStatus.of(state);
    }

    private void tell(State state, PrintWriter out) {
        out.printf("%s: %s after %s%n", state.plan().service(), state.candidate(), state.current());
        new Progress(out).tell(state);
        state.judgements().forEach(judgement -> out.printf("          %s%n", judgement.said()));
        if (state.window() != null && !state.over()) {
            out.println(Requests.since(state, where.router().facts()).said());
        }
        String reason = state.position().reason();
        out.printf(
                "%s%s%n",
                state.stage().name().toLowerCase(Locale.ROOT).replace('_', ' '), reason == null ? "" : ": " + reason);
    }
}
