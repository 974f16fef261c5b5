package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every write can be repeated, because every attempt has the same Idempotency-Key: the client's, or one of the gateway's. */
@QuarkusTest
class KeyTest extends GatewayTest {
    private static final String TODO = "0198c0de-0000-7000-8000-000000000006";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    POST   | /api/todos              | {"name":"WHO"}
                    PATCH  | /api/todos/TODO         | {"name":"WHO"}
                    DELETE | /api/todos/TODO         | {}
                    POST   | /api/todos/TODO/move    | {"before":"TODO"}
                    POST   | /api/todos/TODO/restore | {}
                    POST   | /api/todos/delete       | {"ids":["TODO"]}
                    POST   | /api/todos/restore      | {"ids":["TODO"]}
                    POST   | /api/todos/status       | {"ids":["TODO"],"status":"DONE"}
                    POST   | /api/users              | {"name":"WHO","password":"p"}
                    POST   | /api/session            | {"name":"WHO","password":"p"}
                    DELETE | /api/session            | {}
                    POST   | /api/logout             | {}
                    DELETE | /api/sessions/others    | {}
                    DELETE | /api/sessions           | {}
                    PATCH  | /api/me                 | {"name":"WHO"}
                    PUT    | /api/me/password        | {"currentPassword":"p","newPassword":"WHO"}
                    POST   | /api/me/email-verification | {}
                    POST   | /api/email-verifications   | {"token":"WHO"}
                    POST   | /api/password-resets       | {"email":"WHO@example.org"}
                    POST   | /api/password-resets/redemption | {"token":"WHO","newPassword":"p"}
                    """)
    void aWriteIsRepeatedUnderTheClientsKey(String method, String path, String body) {
        String key = "key-of-" + me.id;
        answerTheSecondTime();
        int status = send(me.request().header("Idempotency-Key", key), method, path, body);
        assertTrue(status < 300, "" + status);
        assertEquals(List.of(key, key), keys().toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    POST   | /api/todos              | {"name":"WHO"}
                    PATCH  | /api/todos/TODO         | {"name":"WHO"}
                    DELETE | /api/todos/TODO         | {}
                    POST   | /api/session            | {"name":"WHO","password":"p"}
                    PATCH  | /api/me                 | {"name":"WHO"}
                    POST   | /api/rule               | {"name":"WHO"}
                    PUT    | /api/rule               | {"key":"TODO","name":"WHO"}
                    POST   | /api/login/account      | {"userName":"WHO","password":"p"}
                    POST   | /user/register          | {"userName":"WHO","password":"p"}
                    """)
    void aWriteWithoutAKeyGetsOneForAllItsAttempts(String method, String path, String body) {
        answerTheSecondTime();
        int status = send(me.request(), method, path, body);
        assertTrue(status < 300, "" + status);
        List<String> keys = keys().toList();
        assertEquals(2, keys.size());
        assertEquals(1, keys.stream().distinct().count());
        assertTrue(keys.get(0).matches("[0-9a-f-]{36}"), keys.get(0));
    }

    /** The todos are erased under the client's key, too. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void deletingTheAccountIsRepeatedAtBothServices(boolean clientsKey) {
        answerTheSecondTime();
        var request = clientsKey ? me.request().header("Idempotency-Key", "k-" + me.id) : me.request();
        assertEquals(204, send(request, "DELETE", "/api/me", "{\"password\":\"WHO\"}"));
        await("rule-service is asked after the answer").untilAsserted(() -> assertEquals(4, keys().count()));
        assertEquals(clientsKey ? 1 : 2, keys().distinct().count());
    }

    private int send(RequestSpecification request, String method, String path, String body) {
        // Who signs in ends the session that the browser had, with a request of its own.
        if (body.equals("{}")) {
            request.cookie("refreshToken", "of-" + me.name);
        }
        return request.body(body.replace("WHO", me.name).replace("TODO", TODO))
                .request(method, path.replace("TODO", TODO))
                .statusCode();
    }

    /** Both services; what this person is known by is the token, or else the name in the body. */
    private void answerTheSecondTime() {
        for (WireMockServer service : services()) {
            for (var request : List.of(
                    me.with(any(anyUrl())),
                    any(anyUrl()).withRequestBody(containing(me.name)).atPriority(10))) {
                Services.answerFirst(service, request, aResponse().withStatus(504), jsonResponse(anything(), 200));
            }
        }
    }

    /** A session, and a todo. */
    private String anything() {
        return new JsonObject(me.session("next-" + me.id))
                .put("id", TODO)
                .put("status", "DONE")
                .put("items", new JsonArray())
                .encode();
    }

    private Stream<String> keys() {
        return Stream.of(services())
                .flatMap(service -> Stream.concat(
                        service
                                .findAll(anyRequestedFor(anyUrl())
                                        .withHeader("Authorization", WireMock.equalTo(me.authorization())))
                                .stream(),
                        service
                                .findAll(anyRequestedFor(anyUrl())
                                        .withoutHeader("Authorization")
                                        .withRequestBody(containing(me.name)))
                                .stream()))
                .filter(request -> !request.getUrl().equals("/sessions/refresh"))
                .map((LoggedRequest request) -> request.getHeader("Idempotency-Key"));
    }

    private WireMockServer[] services() {
        return new WireMockServer[] {services.users, services.rules};
    }
}
