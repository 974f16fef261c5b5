package io.todolist.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A new todo whose last bytes keep the service waiting, as over a bad line: exactly one request in flight, for as long as
 * it takes to see what the autoscaler makes of it, and hardly any CPU. The product waits 10 s for a body; where scenarios
 * tune it, a minute.
 */
final class HeldRequest {
    private final Socket socket;
    private final String rest;

    HeldRequest(Visitor visitor) {
        String body = "{\"name\":\"" + UUID.randomUUID() + "\"}";
        rest = body.substring(1);
        try {
            String[] address = Settings.INGRESS.split(":");
            socket = new Socket(address[0], Integer.parseInt(address[1]));
            socket.setSoTimeout(60_000);
            send("POST /api/todos HTTP/1.1\r\nHost: " + Product.host() + "\r\nContent-Type: application/json\r\n"
                    + "Connection: close\r\nCookie: " + cookies(visitor) + "\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body.charAt(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cookies(Visitor visitor) {
        return visitor.session().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Sends the rest and tells the answer's status line. */
    String finish() {
        try {
            send(rest);
            return answer();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The status line of an answer that comes by itself. */
    String answer() {
        try (socket) {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void send(String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
