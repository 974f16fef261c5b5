package io.todolist.session;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.todolist.user.Account;
import io.todolist.user.Accounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.UUID;

@ApplicationScoped
class RefreshFamilies implements PanacheRepositoryBase<RefreshFamily, UUID> {
    private static final String FORGET =
            """
            delete from refresh_family where id in (select id from refresh_family
              where expires_at < now() order by expires_at limit 100 for update skip locked)
            """;

    /** A refresh token that was just made, for whom and until when. */
    record Issued(Account account, RefreshToken token, Instant expiresAt) {}

    private final Accounts accounts;
    private final SessionConfig config;

    RefreshFamilies(Accounts accounts, SessionConfig config) {
        this.accounts = accounts;
        this.config = config;
    }

    /** {@code null} when the password was changed, or the account deleted, since it was proved. */
    Uni<Issued> start(Account proved) {
        return accounts.stillProved(proved)
                .onItem()
                .ifNotNull()
                .transformToUni(this::add)
                .call(this::forgetExpired);
    }

    /**
     * Requests with one token queue up for the family's row.
     *
     * @return {@code null} when the token is unknown, expired, or used before; in the last case the family has ended
     */
    Uni<Issued> redeem(RefreshToken token) {
        return findById(token.family(), LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNotNull()
                .transformToUni(family -> redeem(token, family));
    }

    Uni<Boolean> end(RefreshToken token) {
        return deleteById(token.family());
    }

    Uni<Long> endAllBut(RefreshToken kept, UUID account) {
        return delete("accountId = ?1 and id <> ?2", account, kept.family());
    }

    Uni<Long> endAllOf(UUID account) {
        return delete("accountId", account);
    }

    private Uni<Issued> add(Account account) {
        byte[] secret = RefreshToken.random();
        return persist(new RefreshFamily(account, secret, config))
                .map(family -> new Issued(account, new RefreshToken(family.id, secret), family.expiresAt));
    }

    private Uni<Issued> redeem(RefreshToken token, RefreshFamily family) {
        return family.redeem(token, config)
                .map(next ->
                        accounts.findById(family.accountId).map(account -> new Issued(account, next, family.expiresAt)))
                .orElseGet(() -> delete(family).replaceWith(() -> null));
    }

    private Uni<Integer> forgetExpired() {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(FORGET).executeUpdate());
    }
}
