package io.todolist.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that only hold connections. Here three are the most, and one on which nothing happens may last three seconds. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(ConnectionsTest.Few.class)
class ConnectionsTest extends GatewayTest {
    public static class Few implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.limits.max-connections", "3", "quarkus.http.idle-timeout", "3S");
        }
    }

    private static final String OK = "HTTP/1.1 200 OK";
    private static final String REQUEST = "GET /q/health/live HTTP/1.1\r\nHost: a\r\n\r\n";
    private final Deque<Socket> sockets = new ArrayDeque<>();

    @TestHTTPResource
    URI gateway;

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void theOneTooManyIsRefusedAtTheDoorAndTheOthersAreServed() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertEquals(OK, ask(open()));
        }
        assertEquals("", ask(open()));
        assertEquals(OK, ask(sockets.getFirst()));
        sockets.getFirst().close();
        await("there is room again").until(() -> ask(open()).equals(OK));
    }

    @Test
    void oneOnWhichNothingHappensIsClosed() throws IOException {
        assertEquals(-1, read(open()));
    }

    @Test
    void soIsOneThatKeepsItsAnswerWaiting() throws IOException {
        Socket half = open();
        write(half, "GET /q/health/live HTTP/1.1\r\nHost: a\r\nAccept");
        assertEquals(-1, read(half));
    }

    /** For Vert.x nothing happens before a head is complete. */
    @ParameterizedTest
    @ValueSource(strings = {"G", "\r\n", REQUEST + "G"})
    void soIsOneWhoseHeadComesLetterByLetter(String begin) throws IOException {
        Socket socket = open();
        write(socket, begin);
        socket.setSoTimeout(100);
        await("the end of a connection on which a letter comes ten times a second")
                .until(() -> {
                    try {
                        write(socket, "a");
                        socket.getInputStream().readAllBytes();
                        return true;
                    } catch (SocketTimeoutException e) {
                        return false;
                    } catch (SocketException e) {
                        return true;
                    }
                });
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(gateway.getHost(), gateway.getPort());
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        return socket;
    }

    /** -1 at its end. */
    private static int read(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException e) {
            // Reset, which is as good as closed.
            return -1;
        }
    }

    /** The status line, empty if there is none. The rest of the answer is short enough to be skipped. */
    private static String ask(Socket socket) throws IOException {
        try {
            socket.getInputStream().skipNBytes(socket.getInputStream().available());
            write(socket, REQUEST);
        } catch (SocketException e) {
            return "";
        }
        StringBuilder line = new StringBuilder();
        for (int next = read(socket); next != -1 && next != '\r'; next = read(socket)) {
            line.append((char) next);
        }
        return line.toString();
    }
}
