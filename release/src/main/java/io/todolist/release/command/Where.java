package io.todolist.release.command;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.arc.Unremovable;
import io.todolist.release.audit.Author;
import io.todolist.release.audit.LogFile;
import io.todolist.release.audit.LoggedStore;
import io.todolist.release.knative.Cluster;
import io.todolist.release.knative.ConfigMapStore;
import io.todolist.release.knative.KnativeRouter;
import io.todolist.release.knative.ManifestStore;
import io.todolist.release.local.FileStore;
import io.todolist.release.local.LocalRouter;
import io.todolist.release.replay.Replays;
import io.todolist.release.walk.Address;
import io.todolist.release.walk.Json;
import io.todolist.release.walk.Plan;
import io.todolist.release.walk.Router;
import io.todolist.release.walk.State;
import io.todolist.release.walk.StateStore;
import io.todolist.release.walk.StateStore.Stored;
import io.todolist.release.walk.Stepper;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say which service is released, and where it runs. */
@Dependent
@Unremovable
class Where {
    static final Clock CLOCK = Clock.systemUTC();

    /** What is kept on this machine. */
    static final Path FOLDER = Path.of(".release");

    @Inject
    Instance<KubernetesClient> kubernetes;

    @Inject
    Instance<Cluster> cluster;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            defaultValue = "release.yaml",
            description = "How the service is released (${DEFAULT-VALUE}).")
    private Path file;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "In place of FILE, for a release that was begun: its state knows how it goes on.")
    private String service;

    @Option(
            names = "--local",
            paramLabel = "CONTROL",
            arity = "0..1",
            fallbackValue = "http://127.0.0.1:8079",
            description = {
                "The service runs by `release local`, which is steered here (${FALLBACK-VALUE}).",
                "Without it, the service runs on the Knative that kubectl would speak to."
            })
    private URI local;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "With --local: where the state of the release is kept (.release/SERVICE.json).")
    private Path state;

    @Option(
            names = "--security-log",
            paramLabel = "FILE",
            defaultValue = "${env:RELEASE_SECURITY_LOG}",
            description = {
                "Where it is noted who did what (RELEASE_SECURITY_LOG).",
                "Without it: beside the state with --local, and on stderr with Knative."
            })
    private Path securityLog;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private Router router;

    Path file() {
        return file;
    }

    Plan plan() {
        return Json.written(file, Plan.class);
    }

    private String service() {
        return service == null ? plan().service() : service;
    }

    /** One for all that a command does: the JDK's HTTP client may never answer a request when nobody holds it any more. */
    Router router() {
        if (router == null) {
            router = local == null
                    ? new KnativeRouter(kubernetes.get(), cluster.get(), service(), CLOCK, prometheus(), this::tell)
                    : new LocalRouter(local);
        }
        return router;
    }

    /** Where the file is not, the state knows it. */
    private Address prometheus() {
        return service == null
                ? plan().prometheus()
                : store().read()
                        .map(stored -> stored.state().plan().prometheus())
                        .orElse(null);
    }

    StateStore store() {
        return local == null
                ? new ConfigMapStore(kubernetes.get(), cluster.get(), service())
                : new FileStore(stateFile());
    }

    /** Where the project's files are, the one that the Service is applied from goes with the release. */
    private StateStore withManifest(StateStore store) {
        Path manifest =
                file.toAbsolutePath().getParent().resolveSibling("knative").resolve(service() + ".yaml");
        return local == null && Files.exists(manifest)
                ? new ManifestStore(store, manifest, command.commandLine().getOut()::println)
                : store;
    }

    private Path stateFile() {
        return state == null ? FOLDER.resolve(service() + ".json") : state;
    }

    Stepper stepper() {
        return new Stepper(
                router(), logged(withManifest(store())), CLOCK, new Replays(router(), folder(), CLOCK, this::tell));
    }

    /** The accounts of a replay are noted beside the state. */
    private Path folder() {
        return state == null ? FOLDER : state.toAbsolutePath().getParent();
    }

    private StateStore logged(StateStore store) {
        String words = command.name();
        if (command.commandLine().getParseResult().hasMatchedOption("--continue")) {
            words += " --continue";
        }
        return new LoggedStore(store, Author.here(local == null ? kubernetesUser() : null, words), log());
    }

    private Consumer<String> log() {
        if (securityLog == null && local == null) {
            return command.commandLine().getErr()::println;
        }
        return new LogFile(securityLog == null ? stateFile().resolveSibling("security.log") : securityLog);
    }

    private String kubernetesUser() {
        NamedContext context = kubernetes.get().getConfiguration().getCurrentContext();
        return context == null ? null : context.getContext().getUser();
    }

    private void tell(String said) {
        command.commandLine().getErr().println(said);
    }

    /** The release as it is kept. */
    State state() {
        return store().read().map(Stored::state).orElseThrow(() -> new NoSuchElementException("There is no release."));
    }

    ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
