package io.todolist.system;

import com.icegreen.greenmail.util.GreenMail;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The whole product, each part a process: two databases, three services. Started once for all tests. */
final class Todolist {
    /** How long the gateway holds a request for a service that is starting; shorter than in production. */
    static final int HOLD_SECONDS = 15;

    /** What a hash costs is not what is tested here, and half of the tests begin by registering somebody. */
    private static final Map<String, String> CHEAP_PASSWORDS =
            Map.of("TODOLIST_PASSWORDS_MEMORY", "8", "TODOLIST_PASSWORDS_ITERATIONS", "1");

    static final String SERVICES_KEY = "a key of the services";

    static final Path KEYS = Path.of("..", ".dev").toAbsolutePath().normalize();

    /** Where the gateway writes what its visitors do. */
    static final Path RECORDING = Path.of("target", "journeys");

    private static Todolist running;

    final Said said = new Said();

    final Database todos;
    final Database users;
    final Service rule;
    final Service user;
    final Service gateway;

    private Todolist() {
        todos = new Database("todos");
        users = new Database("users");
        rule = new Service("rule-service", with(todos.settings()));
        user = new Service("user-service", userSettings()).migrate().start();
        rule.with("TODOLIST_EVENTS_FEED", user.url() + "/events").migrate().start();
        gateway = recorded(gatewayTo(rule)).start();
        rule.awaitReady();
        user.awaitReady();
        gateway.awaitReady();
    }

    /** Only its gateway can be reached: for tests that need no more. */
    private Todolist(int port) {
        todos = null;
        users = null;
        rule = null;
        user = null;
        gateway = Service.at(port);
    }

    /** With -Dgateway.port=3000 the one that runs behind that port, such as in a cloud's contract (faas/). */
    static synchronized Todolist running() {
        Integer port = Integer.getInteger("gateway.port");
        if (running == null && port != null) {
            running = new Todolist(port);
        }
        if (running == null) {
            running = new Todolist();
            Runtime.getRuntime().addShutdownHook(new Thread(running::stop));
        }
        return running;
    }

    /** A gateway to this user-service and any rule-service. */
    Service gatewayTo(Service rules) {
        return new Service("gateway-service", gatewaySettings(rules, user));
    }

    static Map<String, String> gatewaySettings(Service rules, Service users) {
        return with(Map.of(
                "QUARKUS_REST_CLIENT_RULE_SERVICE_URL", rules.url(),
                "QUARKUS_REST_CLIENT_USER_SERVICE_URL", users.url(),
                "TODOLIST_DOWNSTREAM_HOLD", HOLD_SECONDS + "S"));
    }

    /** Of this user-service, and of others on its database. */
    Map<String, String> userSettings() {
        Map<String, String> settings = new HashMap<>(users.settings());
        settings.putAll(CHEAP_PASSWORDS);
        settings.put("TODOLIST_BACKCHANNEL_LOGOUT_URI", rule.url() + "/backchannel-logout");
        settings.put("TODOLIST_EVENTS_SINK", rule.url() + "/events");
        return with(settings);
    }

    /** Of one that sends mails. */
    Map<String, String> userSettings(GreenMail server) {
        Map<String, String> settings = userSettings();
        settings.put("QUARKUS_MAILER_HOST", "localhost");
        settings.put("QUARKUS_MAILER_PORT", String.valueOf(server.getSmtp().getPort()));
        settings.put("QUARKUS_MAILER_START_TLS", "DISABLED");
        settings.put("TODOLIST_MAIL_FROM", "Todolist <todolist@example.org>");
        settings.put("TODOLIST_MAIL_PAGE", "http://localhost:80");
        return settings;
    }

    /** All of it, and as it comes: NothingOfThemTest reads it when all other tests are done. */
    private Service recorded(Service gateway) {
        try {
            for (Path before : Recorded.files(RECORDING)) {
                Files.delete(before);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RestAssured.filters(said);
        return gateway.with("TODOLIST_RECORDING_SHARE", "1")
                .with("TODOLIST_RECORDING_KEY", "a key of the tests of the whole product")
                .with("TODOLIST_RECORDING_TO", RECORDING.toString())
                .with("TODOLIST_RECORDING_EFFORT", "1")
                .with("TODOLIST_RECORDING_EVERY", "0.1S")
                .with("TODOLIST_RECORDING_MOST_WAITING", "16M");
    }

    private void stop() {
        gateway.close();
        rule.close();
        user.close();
    }

    private static String key(String file) {
        try {
            return Files.readString(KEYS.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The keys are part of any service's settings, the request log, which NothingOfThemTest reads, and room for the connections that the tests' client leaves open. */
    static Map<String, String> with(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("QUARKUS_HTTP_LIMITS_MAX_CONNECTIONS", "100000");
        all.put("TODOLIST_EVENTS_KEYS", SERVICES_KEY);
        all.put("TODOLIST_REQUESTS_LOG", "true");
        all.put("TODOLIST_REQUESTS_KEY", "a key of the tests of the whole product");
        all.put("TODOLIST_JWKS", key("jwks.json"));
        all.put("TODOLIST_SIGNING_KEY", key("signing-key.pem"));
        return all;
    }
}
