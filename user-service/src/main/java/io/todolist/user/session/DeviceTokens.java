package io.todolist.user.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.todolist.user.account.UserName;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * What a browser keeps of a sign-in: wrong passwords from it are counted apart from those of strangers, who therefore can't keep
 * the owner out by guessing ("device cookies", OWASP, Slow Down Online Guessing Attacks). A token is a random number and what
 * only our signing key makes of it and the user name; it opens nothing.
 */
@Singleton
class DeviceTokens {
    static final String HEADER = "X-Todolist-Device";

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final int NUMBER_BYTES = 16;

    private final SigningKey key;

    DeviceTokens(SigningKey key) {
        this.key = key;
    }

    String newFor(String userName) {
        byte[] number = new byte[NUMBER_BYTES];
        new SecureRandom().nextBytes(number);
        return of(TEXT.encodeToString(number), userName);
    }

    /** @return whose wrong passwords are counted together; empty for what is no token of this user name */
    Optional<String> lane(String token, String userName) {
        return Optional.ofNullable(token)
                .map(text -> text.substring(0, Math.max(0, text.indexOf('.'))))
                .filter(number -> MessageDigest.isEqual(of(number, userName).getBytes(UTF_8), token.getBytes(UTF_8)))
                .map(number -> "device:" + number);
    }

    private String of(String number, String userName) {
        String owner = UserName.of(userName).key();
        return number + '.' + TEXT.encodeToString(key.mac("device " + number + ' ' + owner));
    }
}
