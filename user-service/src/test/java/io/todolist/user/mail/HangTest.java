package io.todolist.user.mail;

import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HangTest {
    @Inject
    MailConfig config;

    @Inject
    Pool database;

    @Inject
    Instance<ReactiveMailer> mailer;

    @Inject
    Letters letters;

    @Inject
    Vertx vertx;

    /** Its connections are not what later mails wait for. */
    @Test
    void aMailServerThatHangsLosesNothing() throws Exception {
        MailConfig impatient = new MailConfig() {
            @Override
            public Optional<String> from() {
                return config.from();
            }

            @Override
            public Optional<URI> page() {
                return config.page();
            }

            @Override
            public Duration timeout() {
                return Duration.ofMillis(300);
            }

            @Override
            public Duration every() {
                return config.every();
            }

            @Override
            public Duration firstPause() {
                return config.firstPause();
            }
        };
        List<Socket> held = new CopyOnWriteArrayList<>();
        List<Reader> readers;
        try (ServerSocket hanging = new ServerSocket(15484, 50, InetAddress.getByName("localhost"))) {
            Thread accepting = new Thread(() -> {
                try {
                    while (true) {
                        held.add(hanging.accept());
                    }
                } catch (java.io.IOException e) {
                    // Closed.
                }
            });
            accepting.start();
            readers = Stream.generate(Reader::registered).limit(15).toList();
            List<Sender> senders = Stream.generate(() -> new Sender(impatient, database, mailer, letters, vertx))
                    .limit(15)
                    .toList();
            senders.forEach(Sender::sendDue);
            org.awaitility.Awaitility.await().until(() -> held.size() >= 10);
        }
        System.out.println("HELD " + held.size());
        Mailbox.start();
        long start = System.nanoTime();
        try {
            for (Reader reader : readers) {
                Mailbox.of(reader.address(), 1);
            }
            System.out.println("CAME " + (System.nanoTime() - start) / 1000000);
        } finally {
            System.out.println("HELD " + held.size());
            Mailbox.stop();
            for (Socket socket : held) {
                socket.close();
            }
        }
    }
}
