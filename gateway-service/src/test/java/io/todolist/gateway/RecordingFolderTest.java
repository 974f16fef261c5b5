package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.todolist.kit.test.LogLines;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A folder that cannot be written. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(RecordingFolderTest.NoFolder.class)
class RecordingFolderTest extends GatewayTest {

    public static class NoFolder implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "todolist.recording.share", "1",
                    "todolist.recording.key", "a key for the tests of the recording",
                    "todolist.recording.to", "pom.xml/recording",
                    "todolist.recording.every", "0.1s");
        }
    }

    @Test
    void visitorsAreServedAndTheLossIsTold() {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos"))).willReturn(okJson("{}")));
        try (LogLines log = new LogLines("io.todolist.gateway.recording.Losses")) {
            me.request().get("/api/todos").then().statusCode(200);
            await("the loss is told").until(() -> log.texts().anyMatch(text -> text.contains("not been recorded")));
            me.request().get("/api/todos").then().statusCode(200);
        }
    }
}
