package io.todolist.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.todolist.Database;
import io.todolist.Person;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PasswordHashTest {
    record Cost(int memory, int iterations, int parallelism, int threads, int queue) implements PasswordConfig {}

    @Test
    void isMadeAnewAtTodaysCostWhenAnOldUserLogsIn() {
        Person person = Person.registered();
        String cheap =
                PasswordHash.of(person.password(), new Cost(64, 1, 1, 1, 1)).phc();
        Database.POOL
                .preparedQuery("update account set password_hash = $1 where name = $2")
                .executeAndAwait(Tuple.of(cheap, person.name()));
        person.logIn();
        assertTrue(stored(person).startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), stored(person));
        person.logIn();
    }

    @Test
    void keepsAnOldHashWhenThePasswordIsWrong() {
        Person person = Person.registered();
        String cheap =
                PasswordHash.of(person.password(), new Cost(64, 1, 1, 1, 1)).phc();
        Database.POOL
                .preparedQuery("update account set password_hash = $1 where name = $2")
                .executeAndAwait(Tuple.of(cheap, person.name()));
        person.withPassword("wrong password").tryToLogIn().then().statusCode(401);
        assertEquals(cheap, stored(person));
    }

    /** Made by the reference implementation: argon2 somesalt -id -t 2 -k 65536 -p 1. */
    @Test
    void readsHashesOfOtherImplementations() {
        var hash = PasswordHash.parse(
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
        assertTrue(hash.matches("password"));
    }

    @Test
    void doesNotQuoteWhatItCannotRead() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse("plain text"));
        assertEquals("A stored password hash is not an Argon2id PHC string", refusal.getMessage());
    }

    @Test
    void refusesSettingsThatNoHashCanBeMadeWith() {
        List.of(
                        new Cost(15, 1, 2, 1, 1),
                        new Cost(64, 1, Integer.MAX_VALUE, 1, 1),
                        new Cost(64, 0, 1, 1, 1),
                        new Cost(64, 1, 0, 1, 1),
                        new Cost(64, 1, 1, 0, 1),
                        new Cost(64, 1, 1, 1, -1))
                .forEach(cost -> assertThrows(IllegalArgumentException.class, cost::checked, cost.toString()));
        new Cost(16, 1, 2, 1, 0).checked();
    }

    private String stored(Person person) {
        return Database.POOL
                .preparedQuery("select password_hash from account where name = $1")
                .executeAndAwait(Tuple.of(person.name()))
                .iterator()
                .next()
                .getString(0);
    }
}
