package io.todolist.user;

import static io.todolist.user.Person.as;
import static io.todolist.user.Person.refresh;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The old back end's third mistake: "Passwords were md5 with a constant salt; tokens had no expiry; a failed token check
 * answered 403 and then ran the handler anyway; user 0 could not sign in."
 */
@QuarkusTest
class OldBackEndMistakesTest {
    @Test
    void equalPasswordsHaveDifferentArgon2idHashes() {
        Person first = Person.registered();
        Person second = Person.unregistered().withPassword(first.password());
        second.register().then().statusCode(201);
        String one = storedHash(first);
        String two = storedHash(second);
        assertTrue(one.matches("\\$argon2id\\$v=19\\$m=\\d+,t=\\d+,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"), one);
        assertNotEquals(salt(one), salt(two));
    }

    @Tag("long")
    @Test
    void accessTokensExpire() {
        var session = Person.registered().signIn();
        Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
        var expired = Keys.claimsOf(session, "user").issuedAt(hourAgo).expiresAt(hourAgo.plusSeconds(600));
        as(Keys.sign(expired)).get("/me").then().statusCode(401);
    }

    @Test
    void failedTokenCheckRunsNoHandler() {
        var session = Person.registered().signIn();
        String broken = session.getString("accessToken") + "x";
        as(broken).delete("/sessions").then().statusCode(401);
        refresh(session.getString("refreshToken")).then().statusCode(200);
    }

    /** Whatever value an id has, nothing takes it for "nobody". */
    @Test
    void theVeryFirstUserCanSignIn() {
        Person first = Person.registered();
        UUID zero = new UUID(0, 0);
        Database.update("delete from account where id = $1", zero);
        Database.update(
                "delete from refresh_family where account_id = (select id from account where name = $1)", first.name());
        Database.update("update account set id = $1 where name = $2", zero, first.name());
        as(first.accessToken()).get("/me").then().statusCode(200).body("id", equalTo(zero.toString()));
    }

    private String storedHash(Person person) {
        var rows = Database.POOL
                .preparedQuery("select password_hash from account where name = $1")
                .executeAndAwait(Tuple.of(person.name()));
        assertEquals(1, rows.size());
        return rows.iterator().next().getString(0);
    }

    private static String salt(String phc) {
        return phc.split("\\$")[4];
    }
}
