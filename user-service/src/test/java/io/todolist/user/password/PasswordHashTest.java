package io.todolist.user.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.todolist.user.Database;
import io.todolist.user.OtherSettings;
import io.todolist.user.Person;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("other-settings")
@TestProfile(OtherSettings.class)
class PasswordHashTest {
    record Cost(int memory, int iterations, int parallelism, int threads, int queue) implements PasswordConfig {}

    /** Password Storage Cheat Sheet: Argon2id with 19 MiB of memory, 2 iterations and 1 degree of parallelism. */
    @Test
    void costsByDefaultWhatOwaspAsksFor() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(PasswordConfig.class)
                .build()
                .getConfigMapping(PasswordConfig.class);
        assertEquals(19_456, config.memory());
        assertEquals(2, config.iterations());
        assertEquals(1, config.parallelism());
    }

    @Test
    void isMadeAnewAtTodaysCostWhenAnOldUserSignsIn() {
        Person person = Person.registered();
        String cheap =
                PasswordHash.of(person.password(), new Cost(64, 1, 1, 1, 1)).phc();
        Database.POOL
                .preparedQuery("update account set password_hash = $1 where name = $2")
                .executeAndAwait(Tuple.of(cheap, person.name()));
        person.signIn();
        assertTrue(stored(person).startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), stored(person));
        person.signIn();
    }

    @Test
    void keepsAnOldHashWhenThePasswordIsWrong() {
        Person person = Person.registered();
        String cheap =
                PasswordHash.of(person.password(), new Cost(64, 1, 1, 1, 1)).phc();
        Database.POOL
                .preparedQuery("update account set password_hash = $1 where name = $2")
                .executeAndAwait(Tuple.of(cheap, person.name()));
        person.withPassword("wrong password").tryToSignIn().then().statusCode(401);
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
