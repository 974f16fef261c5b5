package io.todolist.user.session;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.junit.QuarkusTest;
import io.todolist.user.account.User;
import io.todolist.user.factor.Code;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What ends up in a log message by accident. */
@QuarkusTest
class TokenSecretsTest {
    private static final String SECRET = "battery staple";

    @Test
    void doNotShowInTheTextOfBodies() {
        User user = new User(UUID.randomUUID(), "anna", null, false, List.of("user"), Instant.EPOCH, 0);
        hides(new Session(SECRET, 600, SECRET, 600, user, SECRET), SECRET);
        hides(new SessionResource.SignIn(SECRET, SECRET, SECRET), SECRET);
        hides(new SessionResource.Refresh(SECRET), SECRET);
        hides(new PasswordResource.Change(SECRET, SECRET), SECRET);
        hides(new SecondFactorResource.Beginning(SECRET), SECRET);
        hides(new SecondFactorResource.Proof(SECRET, SECRET), SECRET);
        hides(SecondFactorResource.Secret.of(SECRET, "anna"), SECRET);
        hides(new SecondFactorResource.Recovery(List.of(SECRET)), SECRET);
        hides(new Code(SECRET, SECRET), SECRET);
    }

    @Test
    void doNotShowInTheTextOfARefreshToken() {
        RefreshToken token = RefreshToken.random();
        hides(token, token.text());
        hides(token, token.family().toString());
    }

    private static void hides(Object body, String secret) {
        assertFalse(body.toString().contains(secret), body.toString());
    }
}
