package io.todolist.user.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks as much SMTP (RFC 5321) as it takes to refuse a recipient, and to take its time with a mail. */
class MailServerDouble implements AutoCloseable {
    static final String REFUSED = "refused@example.org";
    static final String REFUSED_FOR_NOW = "refused-for-now@example.org";

    private static final Map<String, String> REFUSALS = Map.of(
            REFUSED, "550 5.1.1 nobody here has that name",
            REFUSED_FOR_NOW, "450 4.1.2 that name is not known now");

    final List<String> taken = new CopyOnWriteArrayList<>();
    final AtomicInteger refused = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ServerSocket server;

    MailServerDouble() throws IOException {
        server = new ServerSocket(Mailbox.PORT, 50, InetAddress.getByName("localhost"));
        new Thread(this::accept).start();
    }

    /** Before it says that it has taken a mail. */
    void hold() {}

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                new Thread(() -> serve(client)).start();
            }
        } catch (IOException e) {
            // That is how it ends.
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            say(client, "220 double");
            String to = null;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("RCPT TO:")) {
                    to = line.replaceAll(".*<|>.*", "");
                    say(client, REFUSALS.getOrDefault(to, "250 double"));
                    refused.addAndGet(REFUSALS.containsKey(to) ? 1 : 0);
                } else if (line.equals("DATA")) {
                    say(client, "354 go on");
                    while (!".".equals(in.readLine())) {}
                    hold();
                    taken.add(to);
                    say(client, "250 double");
                } else if (line.equals("QUIT")) {
                    say(client, "221 double");
                    return;
                } else {
                    say(client, "250 double");
                }
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
