package io.todolist.user.account;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.user.audit.SecurityLog;
import io.todolist.user.audit.SecurityLog.Event;
import io.todolist.user.factor.Code;
import io.todolist.user.factor.SecondFactors;
import io.todolist.user.factor.Verdict;
import io.todolist.user.password.PasswordHasher;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Proves passwords, and the second factor where there is one. A wrong password and a user that does not exist take the same steps and the same time.
 *
 * <p>Reading, hashing and counting are three steps, each with a connection of its own or none: no transaction may be
 * open around them. A code is taken in the transaction that counts the attempt, so no code is lost to a delay.
 */
@ApplicationScoped
public class Credentials {
    private static final String CLAIM =
            """
            select closed.seconds, %s from (values (1)) as always
            left join account on account.%%s = $2
            left join (%s) as closed on true
            """
                    .formatted(Account.COLUMNS, FailedAttempts.CLOSED);

    private static final String BY_NAME = CLAIM.formatted("name_key");
    private static final String BY_ID = CLAIM.formatted("id");

    /**
     * Somebody says that they own an account.
     *
     * @param account {@code null} when there is none
     * @param refusal the status for a code that is missing or wrong
     */
    public record Claim(Account account, Buffer lane, int refusal) {}

    private final Pool database;
    private final Accounts accounts;
    private final FailedAttempts attempts;
    private final PasswordHasher hasher;
    private final SecondFactors factors;
    private final FirstAdmin firstAdmin;
    private final SecurityLog security;

    Credentials(
            Pool database,
            Accounts accounts,
            FailedAttempts attempts,
            PasswordHasher hasher,
            SecondFactors factors,
            FirstAdmin firstAdmin,
            SecurityLog security) {
        this.database = database;
        this.accounts = accounts;
        this.attempts = attempts;
        this.hasher = hasher;
        this.factors = factors;
        this.firstAdmin = firstAdmin;
        this.security = security;
    }

    /**
     * @param lane in which a wrong password is counted; empty for that of the name
     * @return the account, {@code null} when name or password is wrong; fails with 429 while the lane's delay runs, and as
     *     {@link SecondFactors#problem} says (401) for an account with a second factor whose code is missing or wrong
     */
    public Uni<Account> prove(String name, String password, Code code, Optional<String> lane) {
        UserName userName = UserName.of(name);
        return firstAdmin
                .createIfNamed(userName)
                .chain(() -> claim(BY_NAME, lane.orElse("name:" + userName.key()), userName.key(), 401))
                .flatMap(claim -> prove(claim, password, code));
    }

    /** The claim of a user who is signed in, with a delay of its own; fails with 429 while that runs. */
    public Uni<Claim> claim(UUID id) {
        return claim(BY_ID, "account:" + id, id, 403);
    }

    /**
     * By the password alone.
     *
     * @return the account, {@code null} when there is none or the password is wrong; fails with 429 as well
     */
    public Uni<Account> prove(Claim claim, String password) {
        return prove(claim, password, null);
    }

    /** As {@link #prove(String, String, Code, Optional)}, with 403 in place of 401. */
    public Uni<Account> prove(Claim claim, String password, Code code) {
        Account account = claim.account();
        return hasher.matches(account == null ? null : account.passwordHash(), password)
                .call(right -> right && account.secondFactor()
                        ? second(claim, code)
                        : attempts.settle(claim.lane(), right, database))
                .invoke(right -> {
                    if (!right) {
                        security.log(Event.PASSWORD_REFUSED, account == null ? null : account.id());
                    }
                })
                .flatMap(right ->
                        right ? refresh(account, password) : Uni.createFrom().nullItem());
    }

    /** Wrong passwords of an account with a second factor count on: among them may be right ones whose code was wrong. */
    public Uni<Void> forgive(Account account, SqlClient client) {
        if (account.secondFactor()) {
            return Uni.createFrom().voidItem();
        }
        Buffer[] lanes = {
            FailedAttempts.lane("name:" + UserName.of(account.user().name()).key()),
            FailedAttempts.lane("account:" + account.id())
        };
        return attempts.forget(lanes, client);
    }

    /** @param code {@code null} where the password is enough: it is right, and forgives no wrong codes */
    private Uni<Void> second(Claim claim, Code code) {
        return code == null ? attempts.leaveOpen(claim.lane(), database) : take(claim, code);
    }

    private Uni<Void> take(Claim claim, Code code) {
        UUID id = claim.account().id();
        return database.withTransaction(transaction -> factors.take(id, code, transaction)
                        .call(verdict -> verdict == Verdict.MISSING
                                ? attempts.leaveOpen(claim.lane(), transaction)
                                : attempts.settle(claim.lane(), verdict.isRight(), transaction)))
                .invoke(verdict -> {
                    if (verdict == Verdict.REFUSED || verdict == Verdict.RECOVERED) {
                        security.log(verdict == Verdict.REFUSED ? Event.CODE_REFUSED : Event.RECOVERY_CODE_USED, id);
                    }
                    if (!verdict.isRight()) {
                        throw SecondFactors.problem(verdict, claim.refusal());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Claim> claim(String sql, String owner, Object account, int refusal) {
        Buffer lane = FailedAttempts.lane(owner);
        return database.preparedQuery(sql)
                .execute(Tuple.of(lane, account))
                .map(rows -> new Claim(open(rows), lane, refusal));
    }

    private Account open(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        if (row.getDouble("seconds") != null) {
            security.log(Event.TOO_MANY_PASSWORDS, row.getUUID("id"));
            FailedAttempts.refuse(row.getDouble("seconds"));
        }
        return row.getUUID("id") == null ? null : Account.of(row);
    }

    /** The moment of a right password is the only one at which a hash can be made anew, at today's cost. */
    private Uni<Account> refresh(Account account, String password) {
        if (!hasher.isOutdated(account.passwordHash())) {
            return Uni.createFrom().item(account);
        }
        return hasher.hash(password).flatMap(hash -> accounts.rehash(account, hash));
    }

    public static HttpProblem wrongPassword() {
        return HttpProblem.builder()
                .withStatus(403)
                .withTitle("Forbidden")
                .withDetail("The password is wrong.")
                .build();
    }
}
