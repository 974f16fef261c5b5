package io.todolist.user.session;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.todolist.user.Keys;
import java.util.Optional;
import org.jose4j.jwk.RsaJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends the start of a service whose keys are not right. */
@QuarkusTest
class SigningKeyTest {
    private static final String KEY = Keys.read(Keys.SIGNING_KEY);
    private static final String SET = Keys.read(Keys.JWKS);

    @Test
    void takesItsIdFromTheSet() {
        assertEquals(Keys.kid(), key(KEY, Keys.jwksWith(Keys.ec("another"))).id());
    }

    @Test
    void takesTheKeyOfAReleaseBefore() {
        RsaJsonWebKey old = Keys.rsa("old");
        assertEquals("old", key(Keys.pem(old), Keys.jwksWith(old)).id());
    }

    @Test
    void takesKeysInOneLine() {
        assertEquals(Keys.kid(), key(KEY.replace("\n", ""), SET).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not-set",
                "secret text",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"
            })
    void refusesWhatIsNoKeyAndDoesNotQuoteIt(String text) {
        refuses(text, SET, "Set TODOLIST_SIGNING_KEY to the private key");
    }

    @Test
    void refusesSetThatLacksTheKey() {
        refuses(
                KEY,
                "{\"keys\":[" + Keys.ec("another").toJson() + ","
                        + Keys.rsa("old").toJson() + "]}",
                "has no key with a kid that belongs to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"\"", "[]"})
    void refusesKeyWhoseIdIsNoText(String kid) {
        String named = Keys.jwk().put("kid", "the id").toString();
        refuses(KEY, "{\"keys\":[" + named.replace("\"the id\"", kid) + "]}", "has no key with a kid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not-set", "[]", "{}", "{\"keys\":7}", "{\"keys\":[7]}"})
    void refusesWhatIsNoSet(String text) {
        refuses(KEY, text, "Set TODOLIST_JWKS to the JWK set");
    }

    @Test
    void refusesToPublishPrivateKeys() {
        String set = "{\"keys\":[" + Keys.jwk().put("d", "secret") + "]}";
        refuses(KEY, set, "must hold public keys only");
    }

    private static SigningKey key(String pem, String set) {
        return new SigningKey(
                Optional.of(pem), Optional.empty(), Optional.of(set), Optional.empty(), new ObjectMapper());
    }

    private static void refuses(String pem, String set, String reason) {
        var refusal = assertThrows(SigningKey.Unusable.class, () -> key(pem, set));
        assertThat(
                refusal.getMessage(),
                allOf(containsString(reason), not(containsString("secret")), not(containsString("\n"))));
    }
}
