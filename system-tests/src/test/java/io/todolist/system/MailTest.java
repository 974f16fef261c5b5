package io.todolist.system;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From the page's requests to a mail server, and from the links in mails back to the page. */
@Tag("long")
class MailTest {
    private static final Pattern LINK = Pattern.compile("http://localhost:[0-9]+(/api/[a-z-]+/([A-Za-z0-9_-]{43}))");

    private final Todolist system = Todolist.running();
    private final GreenMail server = Mails.server();
    private Service users;
    private Service gateway;
    private Visitor ann;
    private String address;

    @BeforeEach
    void start() {
        server.start();
        users = new Service("user-service", system.userSettings(server)).start().awaitReady();
        gateway = new Service("gateway-service", Todolist.gatewaySettings(system.rule, users))
                .start()
                .awaitReady();
        Visitor someone = Visitor.registered();
        address = someone.name + "@example.org";
        ann = new Visitor(someone.name + "-mail", gateway);
        ann.post("/api/users", Map.of("name", ann.name, "password", Visitor.PASSWORD, "email", address))
                .statusCode(201);
    }

    @AfterEach
    void stop() {
        gateway.close();
        users.close();
        server.stop();
    }

    @Test
    void anAddressIsVerifiedByTheClickAndNotByTheLink() {
        Matcher link = link("email-verifications", 1);
        follow(link.group(1)).statusCode(302).header("Location", endsWith("/verify-email#" + link.group(2)));
        ann.get("/api/me").body("emailVerified", equalTo(false));
        post("/api/email-verifications", Map.of("token", link.group(2))).statusCode(204);
        ann.get("/api/me").body("emailVerified", equalTo(true));
    }

    @Test
    void aForgottenPasswordIsSetAnew() {
        post(
                        "/api/email-verifications",
                        Map.of("token", link("email-verifications", 1).group(2)))
                .statusCode(204);
        post("/api/password-resets", Map.of("email", address)).statusCode(202);
        post("/api/password-resets", Map.of("email", "nobody-" + address)).statusCode(202);
        Matcher link = link("password-resets", 1);
        follow(link.group(1)).statusCode(302).header("Location", endsWith("/reset-password#" + link.group(2)));
        Map<String, String> redemption = Map.of("token", link.group(2), "newPassword", "another battery 18");
        post("/api/password-resets/redemption", redemption).statusCode(204);
        post("/api/password-resets/redemption", redemption).statusCode(410);
        Visitor again = ann.at(gateway);
        again.signIn(Visitor.PASSWORD).statusCode(401);
        again.signIn("another battery 18").statusCode(200);
        await("the session from before is over")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> ann.get("/api/todos").statusCode(401));
    }

    private Matcher link(String kind, int number) {
        await(kind).until(() -> links(kind).count() >= number);
        return links(kind).skip(number - 1).findFirst().orElseThrow();
    }

    private Stream<Matcher> links(String kind) {
        return Stream.of(server.getReceivedMessages())
                .map(GreenMailUtil::getBody)
                .map(LINK::matcher)
                .filter(Matcher::find)
                .filter(link -> link.group(1).contains(kind));
    }

    private ValidatableResponse follow(String path) {
        return given().baseUri(gateway.url())
                .redirects()
                .follow(false)
                .get(path)
                .then();
    }

    private ValidatableResponse post(String path, Map<String, String> body) {
        return given().baseUri(gateway.url())
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }
}
