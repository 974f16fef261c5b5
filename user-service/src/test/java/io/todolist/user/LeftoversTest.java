package io.todolist.user;

import static io.todolist.user.Person.refresh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is over goes by itself, though nobody signs in. */
@QuarkusTest
@Tag("long")
class LeftoversTest {
    private static final String FAMILIES =
            "select count(*) from refresh_family join account on account.id = account_id where name = $1";
    private static final String ATTEMPTS = "select count(*) from failed_attempt where lane = $1";

    @Test
    void sessionsGoWhenTheyHaveExpired() {
        Person person = Person.registered();
        String over = person.signIn().getString("refreshToken");
        expire(person);
        String stays = person.signIn().getString("refreshToken");
        waitFor(1, FAMILIES, person.name());
        refresh(over).then().statusCode(401);
        refresh(stays).then().statusCode(200);
    }

    @Test
    void wrongPasswordsGoWhenTheyNoLongerCount() {
        Buffer old = attempt("16 minutes");
        Buffer recent = attempt("14 minutes");
        waitFor(0, ATTEMPTS, old);
        assertEquals(1, Database.row(ATTEMPTS, recent).getLong(0));
    }

    private static void expire(Person person) {
        Database.update(
                "update refresh_family set expires_at = now() - interval '1 second' where account_id = (select id from account where name = $1)",
                person.name());
    }

    private static Buffer attempt(String age) {
        Buffer lane = Buffer.buffer(UUID.randomUUID().toString());
        Database.update(
                "insert into failed_attempt (lane, failures, next_at) values ($1, 1, now() - $2::text::interval)",
                lane,
                age);
        return lane;
    }

    private static void waitFor(long rows, String sql, Object parameter) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (Database.row(sql, parameter).getLong(0) != rows) {
                Database.POOL.query("select pg_sleep(0.05)").executeAndAwait();
            }
        });
    }
}
