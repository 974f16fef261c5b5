package io.todolist.user.account;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What ends up in a log message by accident. */
@QuarkusTest
class SecretsTest {
    private static final String SECRET = "battery staple";

    @Test
    void doNotShowInTheTextOfBodies() {
        hides(new Registration("anna", SECRET, null));
        hides(new MeResource.Confirmation(SECRET));
    }

    @Test
    void doNotShowInTheTextOfAnAccount() {
        User user = new User(UUID.randomUUID(), "anna", null, false, List.of("user"), Instant.EPOCH, 0);
        hides(new Account(user, SECRET, false, List.of()));
        hides(NewAccount.of(UserName.of("anna"), null, SECRET, null));
    }

    private static void hides(Object body) {
        assertFalse(body.toString().contains(SECRET), body.toString());
    }
}
