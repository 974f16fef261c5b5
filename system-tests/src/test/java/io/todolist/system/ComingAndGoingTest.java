package io.todolist.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * People register, are sent a mail, add a todo and go, while services and databases are killed in turn: no event gets lost, no
 * mail comes twice, no todo stays. With {@code -Dpeople=10000} there are more of them, and 100 kills.
 */
@Tag("long")
@Tag("once")
class ComingAndGoingTest {
    private static final int PEOPLE = Integer.getInteger("people", 200);

    private final Todolist system = Todolist.running();
    private final GreenMail mails =
            Mails.server().withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
    private final AtomicInteger came = new AtomicInteger();
    private final Queue<String> gone = new ConcurrentLinkedQueue<>();
    private final Queue<String> addresses = new ConcurrentLinkedQueue<>();
    private int killsOfUsers;
    private Service users;
    private Service rules;
    private Service gateway;

    /** It erases nothing itself, as the real one does for a user-service of the release before. */
    private Service gatewayWithoutRules;

    /** Services of these tests alone, with mail, in place of the others. */
    @BeforeEach
    void start() {
        // GreenMail's threads end with an error when their client is killed.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        system.user.close();
        system.rule.close();
        mails.start();
        Map<String, String> settings = system.userSettings(mails);
        settings.put("TODOLIST_MAIL_TIMEOUT", "2s");
        settings.put("TODOLIST_MAIL_EVERY", "1s");
        users = new Service("user-service", settings);
        rules = new Service("rule-service", Todolist.with(system.todos.settings()))
                .with("TODOLIST_EVENTS_FEED", users.url() + "/events");
        users.with("TODOLIST_EVENTS_SINK", rules.url() + "/events");
        Service nowhere = new Service("rule-service", Map.of());
        gateway = new Service("gateway-service", Todolist.gatewaySettings(rules, users));
        gatewayWithoutRules = new Service("gateway-service", Todolist.gatewaySettings(nowhere, users));
        List<Service> all = List.of(users, rules, gateway, gatewayWithoutRules);
        all.forEach(Service::start);
        all.forEach(Service::awaitReady);
    }

    @AfterEach
    void stop() {
        List.of(gateway, gatewayWithoutRules, rules, users).forEach(Service::close);
        mails.stop();
        system.user.start().awaitReady();
        system.rule.start().awaitReady();
        Awaitility.reset();
    }

    @Test
    void nothingIsLostOrDoneTwiceOrStays() {
        List<CompletableFuture<Void>> threads = IntStream.range(0, 8)
                .mapToObj(thread -> CompletableFuture.runAsync(
                        () -> {
                            for (int person = came.incrementAndGet();
                                    person <= PEOPLE;
                                    person = came.incrementAndGet()) {
                                comeAndGo(person % 2 == 0);
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new));
        int step = Math.max(20, PEOPLE / 100);
        for (int kill = 1; !all.isDone(); kill++) {
            int next = kill * step;
            await().atMost(Duration.ofMinutes(2)).until(() -> gone.size() >= next || all.isDone());
            kill(kill % 4);
        }
        all.join();
        String those = "in ('" + String.join("','", gone) + "')";
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertAll(
                        () -> assertEquals(PEOPLE, todos("erased_owner where owner " + those)),
                        () -> assertEquals(0, todos("todo where owner " + those)),
                        () -> assertEquals(0, todos("todo_count where owner " + those))));
        assertAll(
                () -> assertEquals(PEOPLE, users("event where aggregateid " + those)),
                () -> assertEquals(0, users("account where id::text " + those)),
                () -> assertEquals(0, users("mail where account_id::text " + those)),
                () -> assertEquals(0, users("mail_token where account_id::text " + those)),
                () -> assertEquals(0, todos("event_failure")),
                this::assertNoMailCameTwice);
    }

    private void kill(int part) {
        try {
            switch (part) {
                case 0 -> restart(users);
                case 1 -> restart(rules);
                case 2 -> {
                    system.users.kill();
                    system.users.startAgain();
                }
                default -> {
                    system.todos.kill();
                    system.todos.startAgain();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        killsOfUsers += part % 2 == 0 ? 1 : 0;
        users.awaitReady();
        rules.awaitReady();
    }

    private static void restart(Service service) {
        service.kill();
        service.start();
    }

    /** Half of them wait for their mail; what others would be sent may go with their account. */
    private void comeAndGo(boolean awaitMail) {
        Visitor visitor = new Visitor("visitor-" + UUID.randomUUID().toString().substring(0, 18), gateway);
        String address = visitor.name + "@example.org";
        Response registered = repeated(visitor, request -> request.body(
                        Map.of("name", visitor.name, "password", Visitor.PASSWORD, "email", address))
                .post("/api/users"));
        assertEquals(201, registered.statusCode(), registered::asString);
        addresses.add(address);
        Response added = repeated(
                visitor, request -> request.body(Map.of("name", "left behind?")).post("/api/todos"));
        assertEquals(201, added.statusCode(), added::asString);
        if (awaitMail) {
            await().atMost(Duration.ofSeconds(60)).until(() -> !mailsTo(address).isEmpty());
        }
        Response deleted = repeated(
                visitor.takenTo(gatewayWithoutRules),
                request -> request.body(Map.of("password", Visitor.PASSWORD)).delete("/api/me"));
        assertEquals(204, deleted.statusCode(), deleted::asString);
        gone.add(registered.path("id"));
    }

    /** As a client asks again that was told to: with the same key. */
    private static Response repeated(Visitor visitor, Function<RequestSpecification, Response> attempt) {
        String key = UUID.randomUUID().toString();
        Response[] answer = new Response[1];
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            answer[0] = attempt.apply(visitor.request().header("Idempotency-Key", key));
            return answer[0].statusCode() != 503;
        });
        return answer[0];
    }

    /**
     * One mail for one registration. It can come again only if its sender was killed between the mail server's taking it and the
     * note of that; it has the same Message-ID then, and senders send one at a time.
     */
    private void assertNoMailCameTwice() throws MessagingException {
        int again = 0;
        for (String address : addresses) {
            List<StoredMessage> received = mailsTo(address);
            Set<String> ids = new HashSet<>();
            for (StoredMessage mail : received) {
                ids.add(mail.getMimeMessage().getMessageID());
            }
            assertTrue(ids.size() <= 1, address + " has mails " + ids);
            again += received.size() - ids.size();
        }
        assertTrue(again <= killsOfUsers, again + " mails came again after " + killsOfUsers + " kills");
        System.out.printf(
                "%d people, %d kills of user-service and its database: %d mails came again%n",
                PEOPLE, killsOfUsers, again);
    }

    private List<StoredMessage> mailsTo(String address) {
        GreenMailUser user = mails.getUserManager().getUserByEmail(address);
        try {
            return user == null
                    ? List.of()
                    : mails.getManagers().getImapHostManager().getInbox(user).getMessages();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private long todos(String rows) throws Exception {
        return system.todos.count("select count(*) from " + rows);
    }

    private long users(String rows) throws Exception {
        return system.users.count("select count(*) from " + rows);
    }
}
