package io.todolist.gateway.downstream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class EarlyWakeTest {
    private static final int TLS_HANDSHAKE = 22;

    @Test
    void aServiceByHttpIsAsked() throws IOException {
        assertEquals("GET /q/health/live", new String(firstBytes("http", 18), US_ASCII));
    }

    /** As functions of a cloud are, which have no network of their own. */
    @Test
    void aServiceByHttpsIsAskedByTls() throws IOException {
        assertArrayEquals(new byte[] {TLS_HANDSHAKE}, firstBytes("https", 1));
    }

    private static byte[] firstBytes(String scheme, int number) throws IOException {
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            service.setSoTimeout(30_000);
            EarlyWake.call(URI.create(scheme + "://localhost:" + service.getLocalPort()));
            try (Socket call = service.accept()) {
                return call.getInputStream().readNBytes(number);
            }
        }
    }
}
