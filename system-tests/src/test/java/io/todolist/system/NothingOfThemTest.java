package io.todolist.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the shared gateway has recorded of all visitors of the tests before, and what all services have logged of them: nothing that
 * tells who they were or what they wrote.
 * It is the last of all, once after the tests of a browser and once after the others.
 */
@Order(Integer.MAX_VALUE)
class NothingOfThemTest {
    /** So many of a visit's requests are recorded: those of todos. */
    private static final int VISIT = 3;

    /** Without digits there is no id and no token in it. */
    private static final Pattern ROUTE = Pattern.compile("/?[A-Za-z/{}.-]*");

    private final Todolist system = Todolist.running();

    @Test
    void isInTheRecordingOfWhatWasAskedByHttp() throws IOException {
        search();
    }

    @Test
    @Tag("browser")
    void isInTheRecordingOfWhatWasDoneInABrowser() throws IOException {
        search();
    }

    private void search() throws IOException {
        assumeTrue(system.users != null, "somebody else's product, which records nothing");
        long before = Recorded.size(Todolist.RECORDING);
        List<String> mine = visit();
        await().atMost(Duration.ofSeconds(30)).until(() -> Recorded.size(Todolist.RECORDING) >= before + VISIT);
        Set<String> secrets = system.said.secrets();
        assertTrue(secrets.containsAll(mine), () -> "not heard: " + mine);
        Recorded recorded = Recorded.in(Todolist.RECORDING);
        // What more than the gateway can write is asked for at once, it does not record.
        assertTrue(
                recorded.answers() >= 0.9 * system.said.answers(),
                "recorded are %d of %d".formatted(recorded.answers(), system.said.answers()));
        List<String> found = recorded.found(secrets).stream()
                .map(secret -> secret.substring(0, Math.min(80, secret.length())))
                .toList();
        assertEquals(List.of(), found);
        System.out.printf(
                "Of %,d names, texts, ids and tokens nothing is in %,d recorded answers.%n",
                secrets.size(), recorded.answers());
        searchTheLog(secrets);
    }

    /** What is not a number, a time or a hash in it. */
    private static void searchTheLog(Set<String> secrets) {
        for (String service : List.of("gateway-service", "rule-service", "user-service")) {
            Set<String> words = Logged.lines(service).stream()
                    .map(Logged::read)
                    .map(line -> line.get("method").textValue() + " "
                            + line.get("route").textValue())
                    .collect(Collectors.toSet());
            assertFalse(words.isEmpty(), service);
            for (String word : words) {
                assertTrue(ROUTE.matcher(word.substring(word.indexOf(' ') + 1)).matches(), word);
                String small = word.toLowerCase(Locale.ROOT);
                assertEquals(List.of(), secrets.stream().filter(small::contains).toList(), word);
            }
        }
    }

    /** So there is one, whichever tests have run; what it says, in small letters. */
    private List<String> visit() {
        Visitor visitor = Visitor.registered();
        String address = visitor.name + "@example.org";
        visitor.request()
                .body(Map.of("email", address, "currentPassword", Visitor.PASSWORD))
                .patch("/api/me")
                .then()
                .statusCode(200);
        String id = visitor.added("Water the tomatoes on the balcony");
        visitor.post("/api/todos", Map.of("name", "准备生日蛋糕", "description", "Strawberries and cream"))
                .statusCode(201);
        visitor.get("/api/todos?size=50&q=tomatoes on the").statusCode(200);
        return List.of(
                visitor.name,
                address,
                Visitor.PASSWORD,
                id,
                "water the tomatoes on the balcony",
                "准备生日蛋糕",
                "strawberries and cream",
                "tomatoes on the");
    }
}
