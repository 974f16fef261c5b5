package io.todolist.user;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.junit.QuarkusTest;
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
        hides(new Account(UserName.of("anna"), null, SECRET, false));
    }

    private static void hides(Object body) {
        assertFalse(body.toString().contains(SECRET), body.toString());
    }
}
