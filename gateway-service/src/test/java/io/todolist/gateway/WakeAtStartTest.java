package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A gateway that starts wakes both services; nobody needs to ask for anything. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(WakeAtStartTest.Restarted.class)
class WakeAtStartTest extends GatewayTest {
    private static Date begin;

    /** A gateway of this test's own. */
    public static class Restarted implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            begin = new Date();
            return Map.of("todolist.downstream.wake.quiet", "1h");
        }
    }

    @Test
    void bothAreAsked() {
        await().until(() -> isWoken(services.rules, begin) && isWoken(services.users, begin));
    }

    static boolean isWoken(WireMockServer service, Date begin) {
        return service.findAll(getRequestedFor(urlEqualTo("/q/health/live"))).stream()
                .anyMatch(call -> !call.getLoggedDate().before(begin));
    }
}
