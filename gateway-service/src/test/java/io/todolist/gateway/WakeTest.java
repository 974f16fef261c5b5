package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The first request after a quiet while wakes both services at once, and does not wait for them. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(WakeTest.AlwaysQuiet.class)
class WakeTest extends GatewayTest {
    private static final RequestPatternBuilder CALL = getRequestedFor(urlEqualTo("/q/health/live"));

    private static Date begin;

    /** Each request is the first one. */
    public static class AlwaysQuiet implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            begin = new Date();
            return Map.of("todolist.downstream.wake.quiet", "0s");
        }
    }

    /** Calls may still be on their way: that of the start, and those of the test before. */
    @BeforeEach
    void services() {
        await().until(() ->
                WakeAtStartTest.isWoken(services.users, begin) && WakeAtStartTest.isWoken(services.rules, begin));
        for (WireMockServer service : new WireMockServer[] {services.users, services.rules}) {
            service.stubFor(get("/q/health/live").willReturn(ok().withFixedDelay(5_000)));
            service.resetRequests();
        }
    }

    @Test
    void thePageWakesBothAndIsThereBeforeThem() {
        given().get("/").then().statusCode(200).time(lessThan(3_000L));
        await().untilAsserted(() -> {
            services.users.verify(CALL);
            services.rules.verify(CALL);
        });
    }

    /** So many that some call of theirs would be there before the page's. */
    @Test
    void aProbeWakesNobody() {
        for (int probe = 0; probe < 20; probe++) {
            given().get("/q/health/ready").then().statusCode(200);
            given().get("/q/health/live").then().statusCode(200);
        }
        given().get("/").then().statusCode(200);
        await().untilAsserted(() -> services.rules.verify(CALL));
        assertEquals(1, services.rules.findAll(CALL).size());
    }
}
