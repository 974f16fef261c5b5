package io.todolist.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.todolist.e2e.Load.Answer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A container that takes more memory than its limit is ended at once, with all that it was asked for. */
@Order(10)
class MemoryLimitTest {
    private static final String LONGEST = "中".repeat(10_000);
    private static final int LARGEST_PAGE = 100;

    private static String limit;

    /** What a pod asks its node for is all that it gets; the manifests allow three times as much, which only a JVM needs. */
    @BeforeAll
    static void allowWhatIsAskedFor() {
        Product.installed();
        Visitor.registered().add("one");
        List<KnativeService> all = Product.services().toList();
        for (KnativeService service : all) {
            ObjectNode resources = service.container().withObjectProperty("resources");
            if (service.flavour().equals("native")) {
                resources
                        .withObjectProperty("limits")
                        .put("memory", resources.at("/requests/memory").asText());
            }
            limit = resources.at("/limits/memory").asText();
            service.noTraffic().traffic(service.next("tight"), 100, "current").apply();
        }
        all.forEach(KnativeService::awaitReady);
    }

    @AfterAll
    static void restore() {
        Product.asCommitted();
    }

    @Test
    void theLargestListsAndManyRegistrationsEndNoContainer(TestReporter report) {
        Visitor ann = Visitor.registered();
        for (int i = 0; i < LARGEST_PAGE; i++) {
            ann.add(Map.of("name", "todo " + i, "description", LONGEST));
        }
        // Two pods of each are full.
        Load.Request list = Load.Request.ok(() -> ann.get("/api/todos?page=1&size=" + LARGEST_PAGE));
        Visitor crowd = Visitor.anonymous();
        Load.Request registration = Load.Request.created(
                () -> crowd.post("/api/users", Map.of("name", Visitor.unusedName(), "password", Visitor.PASSWORD)));
        Load load = Load.of(
                Stream.concat(Collections.nCopies(14, list).stream(), Collections.nCopies(6, registration).stream())
                        .toList());
        try {
            Awaitility.await("300 lists, 100 people")
                    .atMost(Duration.ofMinutes(4))
                    .until(() -> count(200, load.answers()) >= 300 && count(201, load.answers()) >= 100);
        } finally {
            load.stop();
        }
        assertEquals(List.of(), Load.failures(load.answers()));
        for (KnativeService service : Product.services().toList()) {
            List<JsonNode> pods = Pods.alive(Product.KUBECTL, service.name);
            assertNotEquals(List.of(), pods, "pods of " + service.name);
            pods.forEach(pod -> assertEquals(0, Pods.restarts(pod), Pods.name(pod)));
        }
        report.publishEntry(
                "Lists of 3 MB and registrations, pods limited to " + limit,
                Load.byStatus(load.answers()) + ", no container ended");
    }

    private static long count(int status, List<Answer> answers) {
        return answers.stream().filter(answer -> answer.status() == status).count();
    }
}
