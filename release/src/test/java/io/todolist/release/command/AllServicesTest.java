package io.todolist.release.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.todolist.release.command.Rehearsal.Said;
import io.todolist.release.local.LocalIngress;
import io.todolist.release.local.LocalRouter;
import io.todolist.release.local.Planted;
import io.todolist.release.local.PlantedVersion;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services, of which the second takes the visitors over from the first, so that both can be seen behind one port. */
class AllServicesTest {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private LocalIngress ingress;
    private Visitors visitors;

    @AfterEach
    void end() {
        visitors.leave();
        ingress.close();
        vertx.close();
    }

    @Test
    void eachServiceIsReleasedInTheOrderOfTheFile() throws IOException {
        services(List.of(Planted.version("page-v2")));
        Said said = all();
        assertEquals(0, said.status(), said::text);
        int todos = said.text().indexOf("All visitors have todos-v2.");
        int page = said.text().indexOf("All visitors have page-v2.");
        assertTrue(0 < todos && todos < page, said::text);
    }

    @Test
    void theOneThatIsTakenBackIsTheLastAndTheOnesBeforeItStay() throws IOException {
        services(List.of(Planted.version("page-v2", PlantedVersion.ERRORS + "=1"), Planted.version("later-v2")));
        Said said = all();
        assertEquals(3, said.status(), said::text);
        assertTrue(said.text().contains("All visitors have todos-v2 again."), said::text);
        assertEquals(100, new LocalRouter(ingress.control()).facts().split().of("todos-v2"));
        assertTrue(!said.text().contains("later"), said::text);
    }

    /** Where a service was released before, as after a death in between. */
    @Test
    void calledAgainItGoesOnWithTheNextService() throws IOException {
        services(List.of(Planted.version("page-v2")));
        run("todos");
        Said said = all();
        assertEquals(0, said.status(), said::text);
        assertTrue(said.text().contains("todos\nAll visitors have todos-v2 already.\npage\n"), said::text);
        assertTrue(said.text().contains("All visitors have page-v2."), said::text);
    }

    private void services(List<Map<String, ?>> afterTodos) throws IOException {
        List<Map<String, ?>> versions = new ArrayList<>();
        versions.add(Planted.version("todos-v1"));
        versions.add(Planted.version("todos-v2"));
        versions.addAll(afterTodos);
        List<String> services = versions.stream()
                .skip(1)
                .map(version -> version.get("name").toString().replace("-v2", ""))
                .toList();
        Files.writeString(folder.resolve("release.yaml"), "services: " + services + "\n");
        for (String service : services) {
            Files.writeString(
                    Files.createDirectories(folder.resolve(service)).resolve("release.yaml"),
                    "service: " + service + "\n" + PlantedReleaseTest.QUICK);
        }
        ingress = LocalIngress.start(vertx, Planted.setup(50, versions));
        LocalRouter router = new LocalRouter(ingress.control());
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> router.facts().versions().values().stream()
                .allMatch(version -> version.ready()));
        visitors = new Visitors(ingress.address());
    }

    private Said all() {
        return Rehearsal.said(List.of(
                "all", "--file=" + folder.resolve("release.yaml"), "v2", "--", local(), state(), "--every=100ms"));
    }

    private void run(String service) {
        Said said = Rehearsal.said(List.of(
                "run",
                "--file=" + folder.resolve(service).resolve("release.yaml"),
                "--candidate=" + service + "-v2",
                local(),
                state(),
                "--every=100ms"));
        assertEquals(0, said.status(), said::text);
    }

    private String local() {
        return "--local=" + ingress.control();
    }

    private String state() {
        return "--state=" + folder.resolve("state.json");
    }
}
