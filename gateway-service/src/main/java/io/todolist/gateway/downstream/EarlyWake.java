package io.todolist.gateway.downstream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Wakes the services behind the gateway before anything of it has started, so that they start beside it: on a JVM that is most
 * of a second earlier than {@link Wake} could. Nothing but the JDK is there yet: addresses are known if the environment or a
 * system property says them, as on a cluster.
 */
public final class EarlyWake {
    private static final int PATIENCE_MILLIS = 30_000;

    private static volatile boolean sent;

    private EarlyWake() {}

    public static void send() {
        for (String service : List.of("rule-service", "user-service")) {
            String url = setting("quarkus.rest-client." + service + ".url");
            if (url != null) {
                call(URI.create(url));
                sent = true;
            }
        }
    }

    static boolean isSent() {
        return sent;
    }

    private static String setting(String name) {
        String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return System.getProperty(name, System.getenv(variable));
    }

    /** Nobody waits for the answer. */
    static void call(URI service) {
        Thread call = new Thread(() -> ask(service), "wake " + service);
        call.setDaemon(true);
        call.start();
    }

    /** Nothing secret is sent or believed, so nobody looks whose certificate it is. */
    private static Socket connect(URI service) throws IOException {
        boolean secure = "https".equals(service.getScheme());
        int usual = secure ? 443 : 80;
        SocketFactory sockets = secure ? SSLSocketFactory.getDefault() : SocketFactory.getDefault();
        return sockets.createSocket(service.getHost(), service.getPort() < 0 ? usual : service.getPort());
    }

    /** The connection stays until there is an answer: a platform may forget a request whose client has gone. */
    private static void ask(URI service) {
        try (Socket socket = connect(service)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request = "GET /q/health/live HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
            socket.getOutputStream()
                    .write(request.formatted(service.getAuthority()).getBytes(US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It does not wake yet; whatever is asked of it will wait.
        }
    }
}
