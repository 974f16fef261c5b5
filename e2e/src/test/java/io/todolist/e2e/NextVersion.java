package io.todolist.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code e2e/next-version} makes of the checkout under test: images named "next" with another page, and with one more
 * migration, after which each todo tells which pod wrote it. They run on the JVM, whatever the version before does.
 */
final class NextVersion {
    private static final Kubectl KUBECTL = Product.KUBECTL;
    private static final String NAME = "next";

    private NextVersion() {}

    /** As committed, but of the next version, in a revision of its own. */
    static KnativeService of(String service) {
        KnativeService next = KnativeService.committed(service);
        next.next(NAME);
        useImage(next.container());
        return next;
    }

    /** Runs the Job that comes with a release of rule-service; comes back when it has done its work. */
    static void migrate() {
        String service = "rule-service";
        String committed = KnativeService.committed(service).revision().replace(service, service + "-migration");
        ObjectNode job = Manifests.document(service + "-migration.yaml", "Job", committed);
        String name = service + "-migration-" + NAME;
        ((ObjectNode) job.path("metadata")).put("name", name);
        useImage((ObjectNode) job.at("/spec/template/spec/containers/0"));
        KUBECTL.apply(Manifests.text(job));
        KUBECTL.run("wait", "--for=condition=Complete", "--timeout=180s", "job/" + name);
    }

    /** Which revisions wrote the latest of all todos. */
    static Set<String> writersOfLatest(int todos) {
        Map<String, String> revisions = KUBECTL.json("get", "pods", "-l", "serving.knative.dev/service=rule-service")
                .path("items")
                .valueStream()
                .collect(
                        Collectors.toMap(pod -> pod.at("/status/podIP").asText(), Pods::revision, (one, other) -> one));
        return TodosDatabase.query("select distinct host(written_from) from"
                        + " (select written_from from todo order by created_at desc limit " + todos + ") as latest")
                .lines()
                .map(address -> revisions.getOrDefault(address, address))
                .collect(Collectors.toSet());
    }

    private static void useImage(ObjectNode container) {
        container.put("image", container.path("image").asText().replaceFirst(":[^:/]+$", ":" + NAME));
    }
}
