package io.todolist.release.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.todolist.release.local.FileStore;
import io.todolist.release.local.LocalRouter;
import io.todolist.release.walk.Json;
import io.todolist.release.walk.Plan;
import io.todolist.release.walk.Router;
import io.todolist.release.walk.State;
import io.todolist.release.walk.StateStore;
import io.todolist.release.walk.StateStore.Stored;
import io.todolist.release.walk.Stepper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say which service is released, and where it runs. */
final class Where {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            defaultValue = "release.yaml",
            description = "How the service is released (${DEFAULT-VALUE}).")
    private Path file;

    @Option(
            names = "--local",
            paramLabel = "CONTROL",
            arity = "0..1",
            required = true,
            fallbackValue = "http://127.0.0.1:8079",
            description = "The service runs by `release local`, which is steered here (${FALLBACK-VALUE}).")
    private URI local;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Where the state of the release is kept (.release/SERVICE.json).")
    private Path state;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    Plan plan() {
        try {
            return Json.YAML.readValue(file.toFile(), Plan.class);
        } catch (JsonMappingException e) {
            throw wrong(file + ": "
                    + (e.getCause() == null
                            ? e.getOriginalMessage()
                            : e.getCause().getMessage()));
        } catch (JsonProcessingException e) {
            throw wrong(file + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw wrong(file + " cannot be read.");
        }
    }

    Router router() {
        return new LocalRouter(local);
    }

    StateStore store() {
        return new FileStore(state == null ? Path.of(".release", plan().service() + ".json") : state);
    }

    Stepper stepper() {
        return new Stepper(router(), store(), Clock.systemUTC());
    }

    /** The release as it is kept. */
    State state() {
        return store().read().map(Stored::state).orElseThrow(() -> wrong("There is no release."));
    }

    ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
