package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One visit in two is recorded. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(RecordingSampleTest.Half.class)
class RecordingSampleTest extends GatewayTest {
    private static final String FOLDER = "recording-of-half";
    private static final int PEOPLE = 30;
    private static final int REQUESTS = 3;

    public static class Half implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Recorded.in(FOLDER).empty();
            return Map.of(
                    "todolist.recording.share", "0.5",
                    "todolist.recording.key", "a key for the tests of the recording",
                    "todolist.recording.to", "target/" + FOLDER,
                    "todolist.recording.every", "0.1s",
                    "todolist.recording.effort", "1");
        }
    }

    private final Recorded recorded = Recorded.in(FOLDER);
    private int next = 1_000_000;

    @BeforeEach
    void everybodyHasAList() {
        services.rules.stubFor(get(urlPathEqualTo("/todos")).atPriority(10).willReturn(okJson("{}")));
    }

    private String asked(Person person) {
        String query = "size=" + next++;
        person.request().get("/api/todos?" + query).then().statusCode(200);
        return query;
    }

    private Set<String> queries() {
        return recorded.lines().stream()
                .map(line -> line.getJsonObject("request").getString("query"))
                .collect(Collectors.toSet());
    }

    @Test
    void aVisitIsRecordedAsAWholeOrNotAtAll() {
        List<Person> people =
                IntStream.range(0, PEOPLE).mapToObj(number -> new Person()).toList();
        List<String> inTurn = IntStream.range(0, PEOPLE * REQUESTS)
                .mapToObj(number -> asked(people.get(number % PEOPLE)))
                .toList();
        // What comes later is written later.
        await().until(() -> queries().contains(asked(new Person()))
                || !queries().stream()
                        .filter(query -> !inTurn.contains(query))
                        .toList()
                        .isEmpty());
        Set<String> found = queries();
        Map<Long, Long> visits = IntStream.range(0, PEOPLE)
                .mapToObj(person -> IntStream.range(0, REQUESTS)
                        .filter(request -> found.contains(inTurn.get(request * PEOPLE + person)))
                        .count())
                .collect(Collectors.groupingBy(count -> count, Collectors.counting()));
        assertEquals(Set.of(0L, (long) REQUESTS), visits.keySet());
    }
}
