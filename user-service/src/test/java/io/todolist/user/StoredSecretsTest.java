package io.todolist.user;

import static io.todolist.user.Database.tablesWith;
import static io.todolist.user.Person.changePassword;
import static io.todolist.user.Person.refresh;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whoever reads the database can't sign in with what stands there: no column of any table has a secret. */
@QuarkusTest
class StoredSecretsTest {

    @Test
    void wouldBeFoundAsTextAndAsBytes() {
        Person person = Person.registered();
        String text = "planted " + UUID.randomUUID();
        byte[] bytes = UUID.randomUUID().toString().getBytes();
        assertEquals(List.of(), tablesWith(text));
        assertEquals(List.of(), tablesWith(bytes));
        Database.update("update account set email = $1 where name = $2", text, person.name());
        assertEquals(List.of("account"), tablesWith(text));
        Database.update(
                "update account set done = array[$1::bytea] where name = $2", Buffer.buffer(bytes), person.name());
        assertEquals(List.of("account"), tablesWith(bytes));
        Database.update("update account set email = null, done = '{}' where name = $1", person.name());
        Database.update(
                "insert into failed_attempt (lane, failures, next_at) values ($1, 1, now())", Buffer.buffer(text));
        assertEquals(List.of("failed_attempt"), tablesWith(text));
    }

    @Test
    void passwordsAreStoredOnlyAsHashes() {
        Person person = Person.registered();
        String next = "another battery " + UUID.randomUUID();
        person.withPassword(next).tryToSignIn().then().statusCode(401);
        changePassword(person.accessToken(), null, person.password(), next)
                .then()
                .statusCode(200);
        assertEquals(List.of(), tablesWith(person.password()));
        assertEquals(List.of(), tablesWith(next));
    }

    /** What is typed into the wrong field is not kept either. */
    @Test
    void namesThatDoNotExistAreStoredOnlyAsHashes() {
        Person person = new Person("secret " + UUID.randomUUID(), "battery staple 17");
        person.tryToSignIn().then().statusCode(401);
        assertEquals(List.of(), tablesWith(person.name()));
    }

    @Test
    void refreshTokensAreStoredOnlyAsHashes() {
        Person person = Person.registered();
        String key = UUID.randomUUID().toString();
        for (String token : List.of(
                person.signIn().getString("refreshToken"),
                person.tryToSignIn(key).then().extract().path("refreshToken"))) {
            String next = refresh(token).then().statusCode(200).extract().path("refreshToken");
            for (String each : List.of(token, next)) {
                assertEquals(List.of(), tablesWith(each));
                byte[] bytes = Base64.getUrlDecoder().decode(each);
                assertEquals(List.of(), tablesWith(Arrays.copyOfRange(bytes, 16, bytes.length)));
            }
        }
        assertEquals(List.of(), tablesWith(key));
    }
}
