package io.todolist.user;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.todolist.password.PasswordHasher;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Proves passwords. A wrong password and a user that does not exist take the same steps and the same time.
 *
 * <p>Reading, hashing and counting are three steps, each with a connection of its own or none: no transaction may be
 * open around them.
 */
@ApplicationScoped
public class Credentials {
    private final Accounts accounts;
    private final FailedAttempts attempts;
    private final PasswordHasher hasher;
    private final FirstAdmin firstAdmin;

    Credentials(Accounts accounts, FailedAttempts attempts, PasswordHasher hasher, FirstAdmin firstAdmin) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.hasher = hasher;
        this.firstAdmin = firstAdmin;
    }

    /** @return the account, {@code null} when name or password is wrong; fails with 429 while the name's delay runs */
    public Uni<Account> prove(String name, String password) {
        UserName userName = UserName.of(name);
        return firstAdmin
                .createIfNamed(userName)
                .chain(() -> prove("name:" + userName.key(), () -> accounts.named(userName), password));
    }

    /** The same for a user who is signed in, with a delay of its own. */
    public Uni<Account> prove(UUID id, String password) {
        return prove("account:" + id, () -> accounts.findById(id), password);
    }

    private Uni<Account> prove(String lane, Supplier<Uni<Account>> account, String password) {
        return attempts.refuseWhileClosed(lane)
                .chain(() -> Panache.withSession(account))
                .flatMap(found -> prove(lane, found, password));
    }

    private Uni<Account> prove(String lane, Account account, String password) {
        String hash = account == null ? null : account.passwordHash;
        return hasher.matches(hash, password)
                .call(right -> attempts.settle(lane, right))
                .flatMap(right ->
                        right ? refresh(account, password) : Uni.createFrom().nullItem());
    }

    /** The moment of a right password is the only one at which a hash can be made anew, at today's cost. */
    private Uni<Account> refresh(Account account, String password) {
        if (!hasher.isOutdated(account.passwordHash)) {
            return Uni.createFrom().item(account);
        }
        return hasher.hash(password).flatMap(hash -> Panache.withTransaction(() -> replace(account, hash)));
    }

    private Uni<Account> replace(Account proved, String hash) {
        return accounts.stillProved(proved).onItem().ifNotNull().invoke(account -> account.replacePassword(hash));
    }

    public static HttpProblem wrongPassword() {
        return HttpProblem.builder()
                .withStatus(403)
                .withTitle("Forbidden")
                .withDetail("The password is wrong.")
                .build();
    }
}
