package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.todolist.kit.test.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store that takes the recording, and does not always; here 20 exchanges may wait for it. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(RecordingTroubleTest.ToAStore.class)
class RecordingTroubleTest extends GatewayTest {
    private static final String KEY = "Bearer of the store";

    Store store;

    public static class ToAStore implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "todolist.recording.share", "1",
                    "todolist.recording.key", "a key for the tests of the recording",
                    "todolist.recording.authorization", KEY,
                    "todolist.recording.every", "0.1s",
                    "todolist.recording.timeout", "0.5s",
                    "todolist.recording.most-waiting", "100K",
                    "todolist.recording.effort", "1");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Store.class));
        }
    }

    public static class Store implements QuarkusTestResourceLifecycleManager {
        final WireMockServer server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());

        @Override
        public Map<String, String> start() {
            server.start();
            return Map.of("todolist.recording.to", server.baseUrl() + "/bucket/todolist?signature=x");
        }

        @Override
        public void stop() {
            server.stop();
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(this, new TestInjector.MatchesType(Store.class));
        }

        void answers(ResponseDefinitionBuilder answer) {
            server.stubFor(put(urlPathMatching("/.*")).willReturn(answer));
        }

        /** What it has been given; WireMock unpacks it. */
        String text() {
            StringBuilder text = new StringBuilder();
            server.findAll(putRequestedFor(urlPathMatching("/bucket/todolist/recording-.*-\\d{5}\\.jsonl\\.gz"))
                            .withQueryParam("signature", equalTo("x"))
                            .withHeader("Authorization", equalTo(KEY)))
                    .forEach(chunk -> text.append(chunk.getBodyAsString()));
            return text.toString();
        }
    }

    @BeforeEach
    void everybodyHasAList() {
        services.rules.stubFor(get(urlPathEqualTo("/todos")).atPriority(10).willReturn(okJson("{}")));
        store.server.resetAll();
    }

    private static void ask(int times) {
        for (int i = 0; i < times; i++) {
            new Person().request().get("/api/todos?size=12345").then().statusCode(200);
        }
    }

    private void awaitStored(int number) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            new Person().request().get("/api/todos?size=" + number).then().statusCode(200);
            return store.text().contains("size=" + number);
        });
    }

    @Test
    void aStoreThatHangsOrFailsIsNothingToVisitorsAndIsUsedAgainWhenItIsBack() {
        try (LogLines log = new LogLines("io.todolist.gateway.recording.Losses")) {
            store.answers(ok().withFixedDelay(60_000));
            long start = System.nanoTime();
            ask(200);
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(30).toNanos());
            await("the loss is told").until(() -> log.texts().anyMatch(text -> text.contains("not been recorded")));
        }
        store.answers(serverError());
        ask(50);
        store.server.resetAll();
        store.answers(ok());
        awaitStored(1_111_111);
    }

    @Test
    void chunksArePutUnderThePrefix() {
        store.answers(ok());
        awaitStored(2_222_222);
    }
}
