package io.todolist.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

@ConfigMapping(prefix = "todolist.tokens")
interface TokenConfig {
    /** RSA private key, PKCS#8 PEM. */
    Path signingKey();

    /** JWK set (RFC 7517) of every public key whose tokens are still valid, the signing key's among them. */
    Path jwks();

    @WithDefault("10m")
    Duration accessTokenLife();
}
