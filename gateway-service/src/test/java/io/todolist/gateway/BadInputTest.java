package io.todolist.gateway;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, the answer is a 400 that says what is wrong, and no service hears of it. */
@QuarkusTest
class BadInputTest extends GatewayTest {

    @TestHTTPResource
    URI gateway;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /api/session | {\"name\":\"BAD\",\"password\":\"p\"} | name",
                "POST | /api/session | {\"name\":\"n\",\"password\":\"BAD\"} | password",
                "POST | /api/users | {\"name\":\"n\",\"password\":\"p\",\"email\":\"BAD\"} | email",
                "PUT | /api/me/password | {\"currentPassword\":\"p\",\"newPassword\":\"BAD\"} | newPassword",
                "DELETE | /api/me | {\"password\":\"BAD\"} | password",
                "POST | /api/email-verifications | {\"token\":\"BAD\"} | token",
                "POST | /api/password-resets | {\"email\":\"BAD\"} | email",
                "POST | /api/password-resets/redemption | {\"token\":\"BAD\",\"newPassword\":\"p\"} | token",
                "POST | /api/password-resets/redemption | {\"token\":\"t\",\"newPassword\":\"BAD\"} | newPassword",
                "POST | /api/rule | {\"name\":\"BAD\"} | name",
                "POST | /api/login/account | {\"userName\":\"BAD\",\"password\":\"p\"} | userName",
                "POST | /user/register | {\"userName\":\"BAD\",\"password\":\"p\"} | userName"
            })
    void refusesHalfACharacterAndNul(String method, String path, String body, String field) {
        for (String bad : new String[] {"a\\ud800b", "a\\u0000b"}) {
            me.request()
                    .body(body.replace("BAD", bad))
                    .request(method, path)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("violations[0].field", equalTo(field))
                    .body("violations[0].in", equalTo("body"));
        }
    }

    @Test
    void saysItInChinese() {
        given().contentType("application/json")
                .header("Accept-Language", "zh-CN,zh;q=0.9")
                .body("{\"name\":\"\\u0000\",\"password\":\"p\"}")
                .post("/api/session")
                .then()
                .statusCode(400)
                .body("violations[0].message", containsString("不能包含"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "1.5", "{}", "[]"})
    void refusesAWrongType(String value) {
        given().contentType("application/json")
                .body("{\"name\":" + value + ",\"password\":\"p\"}")
                .post("/api/users")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("name"))
                .body("violations[0].in", equalTo("body"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "5", "\"text\"", "{", "{}{}", "{\"name\":\n oops}"})
    void refusesWhatIsNotOneObject(String body) {
        given().contentType("application/json")
                .body(body)
                .post("/api/session")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void saysWhereJsonIsMalformed() {
        given().contentType("application/json")
                .body("{\"name\":\n oops}")
                .post("/api/session")
                .then()
                .statusCode(400)
                .body("detail", containsString("line 2"));
    }

    @Test
    void namesAnUnknownField() {
        given().contentType("application/json")
                .body("{\"user\":\"x\"}")
                .post("/api/session")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("user"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/%zz", "/api/todos?q=%zz", "/api/todos/%00", "/api/rule?name=%zz"})
    void refusesAnAddressThatCannotBeDecoded(String address) throws Exception {
        String answer = get(address);
        assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
    }

    /** Chunks that bring nothing, which nothing waits for. */
    @ParameterizedTest
    @ValueSource(strings = {"POST /api/rule", "POST /api/login/account", "POST /api/todos", "POST /api/session"})
    void answersAnEmptyBodyOfUnknownLength(String request) throws Exception {
        String answer = answer(request, "Content-Type: application/json\r\nTransfer-Encoding: chunked", "0\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
    }

    private String get(String address) throws Exception {
        return answer("GET " + address, "Accept: */*", "");
    }

    private String answer(String request, String header, String body) throws Exception {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(10_000);
            String text = request + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\nCookie: jwtToken=" + me.token
                    + "\r\n" + header + "\r\n\r\n" + body;
            socket.getOutputStream().write(text.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
