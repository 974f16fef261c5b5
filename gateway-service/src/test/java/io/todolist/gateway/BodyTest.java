package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a body may be, and how long it may take. */
@QuarkusTest
class BodyTest extends GatewayTest {
    private static final int LONGEST_BODY = 128 * 1024;

    @TestHTTPResource
    URI gateway;

    /** The answer could get lost if the client sent what nobody reads any more. */
    @Test
    void refusesABodyThatIsTooLong() throws Exception {
        assertTooLarge(answer("Content-Length: " + (LONGEST_BODY + 1), new byte[0]));
    }

    @Test
    void refusesABodyThatIsTooLongWithoutSayingSo() throws Exception {
        byte[] chunk =
                (Integer.toHexString(LONGEST_BODY + 1) + "\r\n" + " ".repeat(LONGEST_BODY + 1)).getBytes(US_ASCII);
        assertTooLarge(answer("Transfer-Encoding: chunked", chunk));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesABodyThatIsJustNotTooLong(boolean saysItsLength) throws Exception {
        String body = "{\"name\":\"" + me.id + "\",\"description\":\"" + "x".repeat(LONGEST_BODY);
        byte[] bytes = (body.substring(0, LONGEST_BODY - 2) + "\"}").getBytes(US_ASCII);
        services.rules.stubFor(me.with(post(urlPathEqualTo("/todos")))
                .withRequestBody(binaryEqualTo(bytes))
                .willReturn(okJson("{}")));
        var response = send(
                saysItsLength
                        ? BodyPublishers.ofByteArray(bytes)
                        : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
        assertEquals(200, response.statusCode());
    }

    /** In tests a body may take 2 s. Nobody need be signed in to try this. */
    @ParameterizedTest
    @CsvSource({"POST, Content-Length: 100000", "POST, Transfer-Encoding: chunked", "GET, Content-Length: 100000"})
    void refusesABodyThatDoesNotEnd(String method, String length) throws Exception {
        try (Socket client = new Socket(gateway.getHost(), gateway.getPort())) {
            client.setSoTimeout(10_000);
            String head = method + " /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
            client.getOutputStream().write((head + length + "\r\n\r\n").getBytes(US_ASCII));
            String more = length.startsWith("Transfer") ? "1\r\n \r\n" : " ";
            await("an answer to a client that sends on, and slowly")
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> {
                        try {
                            client.getOutputStream().write(more.getBytes(US_ASCII));
                        } catch (SocketException e) {
                            return true;
                        }
                        return client.getInputStream().available() > 0;
                    });
            String answer = untilItsEnd(client);
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(answer.contains("application/problem+json"), answer);
        }
    }

    /** A server that closes while a byte is still coming resets the connection; what came before that can be read. */
    private static String untilItsEnd(Socket client) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            client.getInputStream().transferTo(answer);
        } catch (SocketException e) {
            // Reset, which is as good as closed.
        }
        return answer.toString(UTF_8);
    }

    /** A proxy in front that goes by the other one would take the rest for somebody else's request (RFC 9112, 11.2). */
    @ParameterizedTest
    @CsvSource({
        "Content-Length: 5, Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked, Content-Length: 5",
        "Content-Length: 5, Content-Length: 6",
        "Transfer-Encoding: chunked, Transfer-Encoding: identity",
    })
    void refusesTwoLengths(String one, String other) throws Exception {
        try (Socket client = new Socket(gateway.getHost(), gateway.getPort())) {
            client.setSoTimeout(10_000);
            String request = "POST /api/logout HTTP/1.1\r\nHost: a\r\n" + one + "\r\n" + other
                    + "\r\n\r\n0\r\n\r\nGET /api/session HTTP/1.1\r\nHost: a\r\n\r\n";
            client.getOutputStream().write(request.getBytes(US_ASCII));
            String answers = new String(client.getInputStream().readAllBytes(), UTF_8);
            assertTrue(answers.startsWith("HTTP/1.1 400 "), answers);
            assertEquals(-1, answers.indexOf("HTTP/1.1 ", 1), answers);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a/view/of/the/page"})
    void thePageComesWhateverBodyItsGetHas(String path) {
        given().contentType("application/json")
                .body("{}")
                .get(path)
                .then()
                .statusCode(200)
                .contentType("text/html");
    }

    private HttpResponse<String> send(HttpRequest.BodyPublisher body) throws Exception {
        var request = HttpRequest.newBuilder(gateway.resolve("/api/todos"))
                .header("Cookie", "jwtToken=" + me.token)
                .header("Content-Type", "application/json")
                .POST(body);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), BodyHandlers.ofString());
    }

    private String answer(String length, byte[] body) throws Exception {
        try (Socket client = new Socket(gateway.getHost(), gateway.getPort())) {
            client.setSoTimeout(10_000);
            String head = "POST /api/todos HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nCookie: jwtToken="
                    + me.token + "\r\n" + length + "\r\n\r\n";
            client.getOutputStream().write(head.getBytes(US_ASCII));
            client.getOutputStream().write(body);
            return new String(client.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static void assertTooLarge(String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
        assertTrue(answer.contains("\"status\":413"), answer);
        assertTrue(answer.contains("traceId"), answer);
    }
}
