package io.todolist.release.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.todolist.release.command.Program;
import io.todolist.release.command.Program.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command, jar or native executable, and a cluster's API. */
@EnableKubernetesMockClient(crud = true, https = false)
class PackagedIT {
    /** What the service is applied from; its percentages go with the release. */
    private static final String MANIFEST =
            """
            spec:
              traffic:
                - {revisionName: page-v1, percent: %d, tag: current}
                - {revisionName: page-v2, percent: 0, tag: candidate}
                - {revisionName: page-v0, percent: %d, tag: previous}
            """;

    @TempDir
    Path folder;

    KubernetesMockServer server;
    KubernetesClient kubernetes;

    @Test
    void aReleaseOnAClusterBeginsAndIsAborted() throws Exception {
        OnCluster cluster = new OnCluster(server, kubernetes);
        Files.createDirectories(folder.resolve("page"));
        Files.createDirectories(folder.resolve("knative"));
        Files.writeString(folder.resolve("knative/page.yaml"), MANIFEST.formatted(100, 0));
        Files.writeString(
                folder.resolve("page/release.yaml"),
                """
                service: page
                window: 100ms
                deadline: 100ms
                starts: 0
                steps: [50, 100]
                """);
        cluster.saysOnce("ingress-1", "page-v1", 10, 1);
        Said run = release("run", "--candidate=page-v0", "--every=100ms");
        assertEquals(4, run.status(), run.text());
        assertTrue(run.text().contains(" 50 %  50 % of the visitors have page-v0."), run.text());
        assertEquals(Map.of("page-v0", 50, "page-v1", 50, "page-v2", 0), percent());
        assertEquals(MANIFEST.formatted(50, 50), Files.readString(folder.resolve("knative/page.yaml")));
        Said aborted = release("abort");
        assertTrue(aborted.text().contains("A person ended it."), aborted.text());
        // The security log, on stderr.
        assertTrue(aborted.text().contains("\"stage\":\"rolled-back\""), aborted.text());
        assertTrue(aborted.text().contains("\"command\":\"abort\""), aborted.text());
        assertEquals(Map.of("page-v0", 0, "page-v1", 100, "page-v2", 0), percent());
        release("step");
        assertEquals(MANIFEST.formatted(100, 0), Files.readString(folder.resolve("knative/page.yaml")));
    }

    @Test
    void soDoThoseOfAllServices() throws Exception {
        new OnCluster(server, kubernetes).saysOnce("ingress-1", "page-v1", 10, 1);
        Files.createDirectories(folder.resolve("page"));
        Files.writeString(folder.resolve("release.yaml"), "services: [page, never]\n");
        Files.writeString(
                folder.resolve("page/release.yaml"),
                """
                service: page
                window: 100ms
                deadline: 100ms
                starts: 0
                steps: [50, 100]
                """);
        Said all = Program.run(
                Map.of("KUBERNETES_MASTER", server.url("/"), "RELEASE_KNATIVE_SETTLES_WITHIN", "0s"),
                "all",
                "--file=" + folder.resolve("release.yaml"),
                "v0",
                "--",
                "--every=100ms");
        assertEquals(4, all.status(), all.text());
        assertTrue(all.text().contains(" 50 %  50 % of the visitors have page-v0."), all.text());
        assertEquals(Map.of("page-v0", 50, "page-v1", 50, "page-v2", 0), percent());
    }

    private Map<String, Integer> percent() {
        return new KnativeService(kubernetes, "todolist", "page").read().split().percent();
    }

    private Said release(String command, String... more) throws Exception {
        String[] arguments = new String[more.length + 2];
        arguments[0] = command;
        arguments[1] = "--file=" + folder.resolve("page/release.yaml");
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Program.run(
                Map.of("KUBERNETES_MASTER", server.url("/"), "RELEASE_KNATIVE_SETTLES_WITHIN", "0s"), arguments);
    }
}
