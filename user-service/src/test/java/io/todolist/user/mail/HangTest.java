package io.todolist.user.mail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A mail server that takes connections and says nothing. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(HangTest.Impatient.class)
class HangTest {
    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("todolist.mail.timeout", "300ms");
        }
    }

    /** More than Vert.x' client has places for: later mails must not wait for these connections, which stay open. */
    @Test
    void losesNothingAndIsForgottenAsSoonAsItAnswers() throws Exception {
        List<Socket> held = new CopyOnWriteArrayList<>();
        List<Reader> readers;
        try (ServerSocket hanging = new ServerSocket(Mailbox.PORT, 50, InetAddress.getByName("localhost"))) {
            new Thread(() -> accept(hanging, held)).start();
            readers = Stream.generate(Reader::registered).limit(12).toList();
            await().atMost(Duration.ofSeconds(30)).until(() -> held.size() > 10);
            assertTrue(readers.stream().allMatch(reader -> Mailbox.queued(reader.address()) == 1));
        }
        Mailbox.start();
        try {
            readers.forEach(reader -> Mailbox.of(reader.address(), 1));
        } finally {
            Mailbox.stop();
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    private static void accept(ServerSocket server, List<Socket> held) {
        try {
            while (true) {
                held.add(server.accept());
            }
        } catch (IOException e) {
            // It was closed.
        }
    }
}
