package io.todolist.session;

import io.todolist.user.Account;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/**
 * The refresh tokens of one log in, each the successor of the one before (RFC 9700, 4.14.2). Only the hashes of the
 * current and of the previous one are kept; a token that is neither was used long ago or made up, and ends the family.
 *
 * <p>One exception: browsers and several gateways may send one token side by side. The previous token gets the same
 * successor again for a few seconds, as long as that successor is itself unused.
 */
@Entity
class RefreshFamily {
    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    UUID accountId;
    byte[] tokenHash;
    byte[] previousHash;
    byte[] nonce;
    Instant rotatedAt;
    Instant expiresAt;
    Instant endsAt;

    RefreshFamily() {}

    RefreshFamily(Account account, byte[] firstSecret, SessionConfig config) {
        Instant now = Instant.now();
        accountId = account.id();
        tokenHash = new RefreshToken(null, firstSecret).hash();
        endsAt = now.plus(config.longest());
        prolong(now, config);
    }

    /** @return the token that follows; empty when this one must not be used, and the family has to end */
    Optional<RefreshToken> redeem(RefreshToken token, SessionConfig config) {
        Instant now = Instant.now();
        if (!now.isBefore(expiresAt)) {
            return Optional.empty();
        }
        if (MessageDigest.isEqual(tokenHash, token.hash())) {
            return Optional.of(rotate(token, now, config));
        }
        boolean sideBySide = previousHash != null
                && MessageDigest.isEqual(previousHash, token.hash())
                && now.isBefore(rotatedAt.plus(config.grace()));
        return sideBySide ? Optional.of(token.successor(nonce)) : Optional.empty();
    }

    private RefreshToken rotate(RefreshToken token, Instant now, SessionConfig config) {
        nonce = RefreshToken.random();
        RefreshToken successor = token.successor(nonce);
        previousHash = tokenHash;
        tokenHash = successor.hash();
        prolong(now, config);
        return successor;
    }

    private void prolong(Instant now, SessionConfig config) {
        Instant idleUntil = now.plus(config.idle());
        rotatedAt = now;
        expiresAt = idleUntil.isBefore(endsAt) ? idleUntil : endsAt;
    }
}
