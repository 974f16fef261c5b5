package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that ask for much and don't read. Here one has six seconds, so that a busy machine is not too slow for it, and one
 * list. The system's buffers take up to 6 MB.
 */
@QuarkusTest
@Tag("other-settings")
@TestProfile(SlowReaderTest.Patience.class)
class SlowReaderTest extends GatewayTest {
    private static final int LONG = 8 << 20;
    private static final String FILE = "/long.bin";
    private static final int FILE_LENGTH = 16 * LONG;

    public static class Patience implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "todolist.readers.patience", "6s",
                    // A long list takes its time where the machine is busy.
                    "todolist.downstream.hold", "30s",
                    "quarkus.rest-client.read-timeout", "10000",
                    "todolist.downstream.most-lists", "2",
                    "todolist.downstream.longest-wait", "0.1s",
                    "todolist.page.folder", folder().toString());
        }

        private static Path folder() {
            try {
                Path folder = Files.createDirectories(Path.of("target/slow-reader"));
                try (var file =
                        new RandomAccessFile(folder.resolve(FILE.substring(1)).toFile(), "rw")) {
                    file.setLength(FILE_LENGTH);
                }
                return folder;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @TestHTTPResource
    URI gateway;

    private final Person ann = new Person();
    private final List<Socket> sockets = new ArrayList<>();
    private StubMapping longList;

    @BeforeEach
    void myListIsLong() {
        longList = services.rules.stubFor(
                me.with(get(urlPathEqualTo("/todos"))).willReturn(okJson("[\"" + "a".repeat(LONG) + "\"]")));
        services.rules.stubFor(me.with(get("/todos?page=2")).willReturn(okJson("{}")));
        services.rules.stubFor(me.with(get("/todos/counts")).willReturn(okJson("{}")));
        services.rules.stubFor(me.with(post("/todos/delete")).willReturn(okJson("{}")));
        services.rules.stubFor(ann.with(get(urlPathMatching("/todos.*"))).willReturn(okJson("{}")));
    }

    @AfterEach
    void close() throws IOException {
        // They would take the memory of later tests.
        services.rules.removeStub(longList);
        services.rules.resetRequests();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void aConnectionWhoseReaderDoesNotCatchUpIsClosedAndOthersAreServedMeanwhile() throws IOException {
        Socket socket = ask(list());
        awaitAsked(1);
        ann.request().get("/api/todos").then().statusCode(200);
        awaitEnd(socket);
    }

    @Test
    void anAnswerKeepsItsPlaceUntilItIsTaken() throws IOException {
        Socket socket = ask(list());
        awaitBusy();
        ann.request().get("/api/todos").then().statusCode(200);
        me.request().get("/api/todos/counts").then().statusCode(200);
        skip(socket, LONG);
        awaitPlace();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void orUntilTheConnectionIsClosed(boolean byTheClient) throws IOException {
        Socket socket = ask(list());
        awaitBusy();
        if (byTheClient) {
            socket.close();
        }
        awaitPlace();
    }

    private void awaitBusy() {
        await("my place is taken")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        me.request().get("/api/todos?page=2").body().asString().contains("urn:todolist:problem:busy"));
    }

    private void awaitPlace() {
        await("my place is free")
                .atMost(Duration.ofSeconds(30))
                .until(() -> me.request().get("/api/todos?page=2").statusCode() == 200);
    }

    @Test
    void theNextRequestOfAConnectionWaitsForItsReader() throws IOException {
        Socket socket = ask(list() + request("POST", "/api/todos/delete", "{\"ids\":[]}") + list());
        awaitAsked(1);
        ann.request().get("/api/todos").then().statusCode(200);
        assertEquals(1, asked());
        skip(socket, LONG);
        awaitAsked(3);
        skip(socket, LONG);
    }

    @Test
    void aFileComesPieceByPieceAndMayTakeAsLongAsItsReaderNeeds() throws IOException {
        Socket patient = ask(request("GET", FILE, ""));
        Socket other = ask(list());
        await("the end of the other connection").atMost(Duration.ofSeconds(30)).until(() -> {
            skip(patient, 1 << 20);
            return isClosed(other);
        });
        skip(patient, FILE_LENGTH / 2);
    }

    private String list() {
        return request("GET", "/api/todos", "");
    }

    private String request(String method, String path, String body) {
        return "%s %s HTTP/1.1\r\nHost: a\r\nCookie: jwtToken=%s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(method, path, me.token, body.length(), body);
    }

    private Socket ask(String requests) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
        socket.getOutputStream().write(requests.getBytes(US_ASCII));
        return socket;
    }

    private static void skip(Socket socket, long bytes) throws IOException {
        socket.getInputStream().skipNBytes(bytes);
    }

    private static void awaitEnd(Socket socket) {
        await("the end of the connection").atMost(Duration.ofSeconds(30)).until(() -> isClosed(socket));
    }

    /** What is sent to such a connection comes back as its end. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write('\n');
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private void awaitAsked(int requests) {
        await("requests at rule-service").atMost(Duration.ofSeconds(30)).until(() -> asked() >= requests);
    }

    private int asked() {
        return services.rules
                .findAll(anyRequestedFor(urlPathMatching("/todos.*"))
                        .withHeader("Authorization", WireMock.equalTo(me.authorization())))
                .size();
    }
}
