package io.todolist.release.command;

import io.quarkus.picocli.runtime.PicocliCommandLineFactory;
import jakarta.enterprise.inject.Produces;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** All commands; what a person can do something about is told in a line. */
class Commands {
    @Produces
    CommandLine all(PicocliCommandLineFactory factory) {
        return told(factory.create());
    }

    static CommandLine told(CommandLine commands) {
        return commands.setExecutionExceptionHandler(Commands::tell);
    }

    private static int tell(Exception exception, CommandLine command, ParseResult parsed) throws Exception {
        boolean known = exception instanceof UncheckedIOException
                || exception instanceof IllegalArgumentException
                || exception instanceof IllegalStateException
                || exception instanceof NoSuchElementException;
        if (!known) {
            throw exception;
        }
        Throwable cause = exception.getCause();
        boolean says = cause == null || !cause.toString().equals(exception.getMessage());
        command.getErr().println(says ? exception.getMessage() : cause.getMessage());
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
