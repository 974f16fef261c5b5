package io.todolist.user.session;

import static io.todolist.user.Person.changePassword;
import static io.todolist.user.Person.refresh;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.todolist.user.AtOnce;
import io.todolist.user.Person;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PasswordChangeTest {

    @Test
    void replacesThePasswordAndGivesTheOnlySession() {
        Person person = Person.registered();
        String elsewhere = person.signIn().getString("refreshToken");
        String here = change(person.accessToken(), person.password(), "another battery 18")
                .statusCode(200)
                .body("user.name", equalTo(person.name()))
                .extract()
                .path("refreshToken");
        refresh(elsewhere).then().statusCode(401);
        refresh(here).then().statusCode(200);
        person.tryToSignIn().then().statusCode(401);
        person.withPassword("another battery 18").signIn();
    }

    @Test
    void needsTheCurrentPassword() {
        Person person = Person.registered();
        var session = person.signIn();
        change(session.getString("accessToken"), "wrong password", "another battery 18")
                .statusCode(403)
                .contentType("application/problem+json");
        refresh(session.getString("refreshToken")).then().statusCode(200);
        person.signIn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "password1", "todo-list-2026", "nul\u0000nulnul"})
    void refusesBadPasswords(String password) {
        Person person = Person.registered();
        change(person.accessToken(), person.password(), password)
                .statusCode(400)
                .body("violations.field", hasItem("newPassword"));
        person.signIn();
    }

    @Test
    void refusesTheUserNameAsPassword() {
        Person person = new Person("walter" + UUID.randomUUID().toString().substring(24), "battery staple 17");
        person.register().then().statusCode(201);
        change(person.accessToken(), person.password(), person.name().toUpperCase())
                .statusCode(400)
                .body("violations.field", hasItem("newPassword"))
                .body("violations.in", hasItem("body"))
                .body("violations[0].message", equalTo("must not be the user name"));
        person.signIn();
    }

    /** Whichever comes first: a session that is not the change's own does not survive it. */
    @Test
    void endsSessionsThatAreRefreshedOrBegunAtTheSameMoment() throws Exception {
        for (int round = 0; round < 10; round++) {
            Person person = Person.registered();
            var session = person.signIn();
            AtomicInteger turn = new AtomicInteger();
            var answers = AtOnce.times(5, () -> switch (turn.getAndIncrement()) {
                case 0 ->
                    changePassword(session.getString("accessToken"), null, person.password(), "another battery 18");
                case 1, 2 -> refresh(session.getString("refreshToken"));
                default -> person.tryToSignIn();
            });
            var alive = answers.stream()
                    .filter(answer -> answer.statusCode() == 200)
                    .filter(answer -> refresh(answer.path("refreshToken")).statusCode() == 200)
                    .toList();
            assertEquals(1, alive.size());
            person.withPassword("another battery 18").signIn();
        }
    }

    private static ValidatableResponse change(String token, String current, String next) {
        return changePassword(token, null, current, next).then();
    }
}
