package io.todolist.session;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import io.todolist.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends the start of a service whose keys are not right. */
@QuarkusTest
class SigningKeyTest {
    record Settings(Path signingKey, Path jwks, Duration accessTokenLife) implements TokenConfig {
        static Settings of(Path signingKey, Path jwks) {
            return new Settings(signingKey, jwks, Duration.ofMinutes(10));
        }
    }

    @TempDir
    Path folder;

    @Test
    void takesItsIdFromTheSet() throws IOException {
        Path set = write("set.json", Keys.jwksWith(Keys.newPair(), "another"));
        assertEquals(Keys.kid(), new SigningKey(Settings.of(Keys.SIGNING_KEY, set)).id());
    }

    @Test
    void namesTheSettingOfAKeyThatIsNotThere() {
        refuses(Path.of("not-set"), Keys.JWKS, "Set todolist.tokens.signing-key (environment: TODOLIST_SIGNING_KEY)");
    }

    @Test
    void namesTheSettingOfASetThatIsNotThere() {
        refuses(Keys.SIGNING_KEY, Path.of("not-set"), "Set todolist.tokens.jwks (environment: TODOLIST_JWKS)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret text", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"})
    void refusesFileThatIsNoKeyAndDoesNotQuoteIt(String text) throws IOException {
        refuses(write("key.pem", text), Keys.JWKS, "is not an RSA private key");
    }

    @Test
    void refusesSetThatLacksTheKey() throws IOException {
        String others =
                Keys.jwksWith(Keys.newPair(), "another").replace(Keys.jwk().getString("n"), "AQAB");
        refuses(Keys.SIGNING_KEY, write("set.json", others), "has no key with a kid that belongs to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"keys\":7}", "{\"keys\":[7]}"})
    void refusesFileThatIsNoSet(String text) throws IOException {
        refuses(Keys.SIGNING_KEY, write("set.json", text), "is not a JWK set");
    }

    @Test
    void refusesToPublishPrivateKeys() throws IOException {
        String set = "{\"keys\":[" + Keys.jwk().put("d", "secret") + "]}";
        refuses(Keys.SIGNING_KEY, write("set.json", set), "must hold public keys only");
    }

    private static void refuses(Path key, Path set, String reason) {
        Settings settings = Settings.of(key, set);
        var refusal = assertThrows(SigningKey.Unusable.class, () -> new SigningKey(settings));
        assertThat(
                refusal.getMessage(),
                allOf(containsString(reason), not(containsString("secret")), not(containsString("\n"))));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
