package io.todolist.user.password;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.in;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.todolist.user.AtOnce;
import io.todolist.user.OtherSettings;
import io.todolist.user.Person;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One password at a time and one that waits. */
@QuarkusTest
@Tag("other-settings")
@TestProfile(OtherSettings.class)
class BusyHasherTest {

    @Test
    void refusesWhatItHasNoPlaceForAndRecovers() throws Exception {
        Person person = Person.registered();
        var answers = AtOnce.times(20, person::tryToSignIn);
        var statuses = answers.stream().map(answer -> answer.statusCode()).toList();
        assertThat(statuses, hasItem(200));
        assertThat(statuses, hasItem(503));
        assertThat(statuses, everyItem(in(List.of(200, 503))));
        answers.stream().filter(answer -> answer.statusCode() == 503).forEach(answer -> answer.then()
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body("type", equalTo("urn:todolist:problem:busy")));
        person.signIn();
    }

    /** Of whatever they asked, in whatever moment: neither a place for a password nor a database connection is gone with them. */
    @Test
    void clientsThatGoAwayGiveBackWhatTheyHad() throws Exception {
        Person person = Person.registered();
        String token = person.accessToken();
        List<String> requests = List.of(
                post(
                        "/sessions",
                        "",
                        "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(person.name(), person.password())),
                post(
                        "/sessions/refresh",
                        "",
                        "{\"refreshToken\":\"%s\"}".formatted(person.signIn().getString("refreshToken"))),
                post("/me/second-factor", token, "{\"password\":\"%s\"}".formatted(person.password())),
                "GET /me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n".formatted(token));
        for (int round = 0; round < 100; round++) {
            List<Socket> clients = new ArrayList<>();
            for (String request : requests) {
                Socket client = new Socket("localhost", RestAssured.port);
                clients.add(client);
                client.getOutputStream().write(request.getBytes(US_ASCII));
            }
            for (Socket client : clients) {
                client.close();
            }
        }
        Awaitility.await("a place for a password")
                .until(() -> person.tryToSignIn().statusCode() == 200);
        var answers = AtOnce.times(20, () -> Person.as(token).get("/me"));
        assertThat(answers.stream().map(answer -> answer.statusCode()).toList(), everyItem(equalTo(200)));
    }

    private static String post(String path, String token, String body) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, token, body.length(), body)
                .replace("Authorization: Bearer \r\n", "");
    }
}
