package io.todolist.user;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;

/** What is not so by default: a release before's key in the set, a first administrator, no mail, a request log, hashes that cost as much as in production and have hardly any place. */
public class OtherSettings implements QuarkusTestProfile {
    private static final Path FOLDER = Path.of("target/other-settings");
    public static final Path OLD_KEY = FOLDER.resolve("old-key.pem");
    public static final String OLD_KEY_ID = "old";

    @Override
    public Map<String, String> getConfigOverrides() {
        PublicJsonWebKey old = Keys.rsa(OLD_KEY_ID);
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(OLD_KEY, Keys.pem(old));
            Files.writeString(FOLDER.resolve("jwks.json"), Keys.jwksWith(old));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "mp.jwt.verify.publickey.location", FOLDER.resolve("jwks.json").toString(),
                "todolist.first-admin.name", "Chief",
                "todolist.first-admin.password", "in charge of it all",
                "todolist.mail.from", "",
                "todolist.requests.log", "true",
                // Those of production.
                "todolist.passwords.memory", "19456",
                "todolist.passwords.iterations", "2",
                "todolist.passwords.threads", "1",
                "todolist.passwords.queue", "1");
    }
}
