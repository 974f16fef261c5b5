package io.todolist.user.mail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.todolist.user.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everybody's morning comes at once. Nothing is sent by the clock here: what is seen is one pass over all that is due. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(ManyMailsTest.WithoutClock.class)
class ManyMailsTest {
    public static class WithoutClock implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("todolist.mail.every", "1h", "todolist.mail.first-pause", "1h");
        }
    }

    @AfterEach
    void forget() {
        Database.update("delete from mail");
    }

    @ParameterizedTest
    @ValueSource(strings = {MailServerDouble.REFUSED, MailServerDouble.REFUSED_FOR_NOW})
    void whoIsRefusedKeepsNobodyWaiting(String address) throws IOException {
        queue(address, 12);
        try (MailServerDouble server = new MailServerDouble()) {
            Reader last = Reader.registered();
            await().until(() -> server.taken.contains(last.address()));
            await().until(() -> server.refused.get() == 12);
            assertEquals(12, Mailbox.queued(address), "they are tried again");
        }
    }

    /** Whoever has a relay that asks for patience does well to have some. */
    @Test
    void aServerThatTakesNothingForNowIsNotAskedForAllOfThem() throws IOException {
        queue(MailServerDouble.REFUSED_FOR_NOW, 200);
        try (MailServerDouble server = new MailServerDouble()) {
            Reader.registered();
            await().until(() -> server.refused.get() >= 25);
            await().during(Duration.ofSeconds(2)).until(() -> server.refused.get() < 25 + 5);
            assertEquals(200, Mailbox.queued(MailServerDouble.REFUSED_FOR_NOW));
        }
    }

    /** The first one alone: mostly there is no other. */
    @Test
    void severalAreSentAtATime() throws IOException {
        CountDownLatch several = new CountDownLatch(5);
        queue("many@example.org", 8);
        try (MailServerDouble server = new MailServerDouble() {
            @Override
            void hold() {
                several.countDown();
                if (!taken.isEmpty()) {
                    awaitAll(several);
                }
            }
        }) {
            Reader last = Reader.registered();
            await().until(() -> server.taken.size() == 9 && server.taken.contains(last.address()));
            assertEquals(0, several.getCount());
        }
    }

    private static void queue(String address, int number) {
        Reader whose = Reader.registered();
        await().until(() -> whose.attempts() == 1);
        Database.update("delete from mail");
        Database.update(
                "insert into mail (id, account_id, kind, address, language, next_at) select gen_random_uuid(), id, 'password-changed', $2, 'en', now() - interval '1 minute' from account, generate_series(1, $3) where name = $1",
                whose.person().name(),
                address,
                number);
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            latch.await(4, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
