package io.todolist.user.factor;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.IdempotencyKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** The second factors of accounts: turned on in two steps, asked for at each sign-in, turned off. */
@ApplicationScoped
public class SecondFactors {
    /** The type of a 401: name and password are right, and the account has a second factor. */
    private static final URI CODE_NEEDED = URI.create("urn:todolist:problem:code-needed");

    /** The type of a 401 or 403: the rest is right, the code is not. */
    private static final URI CODE_REFUSED = URI.create("urn:todolist:problem:code-refused");

    private static final int SECRET_BYTES = 20;

    private static final String STATE =
            "select factor_since is not null as turned_on, cardinality(factor_codes) as codes from account where id = $1";

    /** Nothing while it is on. The same request gets the same secret again. */
    private static final String BEGIN =
            """
            update account set factor_secret = case when factor_done = $3 then factor_secret else $2 end,
              factor_done = $3, factor_done_at = now()
            where id = $1 and factor_since is null
            returning factor_secret
            """;

    /** A secret that somebody leaves lying around is forgotten. */
    private static final String BEGUN =
            """
            select factor_secret, factor_since is not null and factor_done = $2 as repeated from account
            where id = $1 and (factor_since is null or factor_done = $2) and factor_done_at > now() - interval '15 minutes'
            """;

    /** Nothing when the secret is another one by now, or it is on already. */
    private static final String TURN_ON =
            """
            update account set factor_since = now(), factor_step = $3, factor_codes = $4, factor_done = $5,
              factor_done_at = now()
            where id = $1 and factor_secret = $2 and factor_since is null
            """;

    private static final String END_OTHERS =
            "delete from refresh_family where account_id = $1 and session is distinct from $2";

    /** For a minute, which is longer than anybody repeats a request, a code is taken again from the request that it came with. */
    private static final String ON =
            """
            select factor_secret, factor_done = $2 and factor_done_at > now() - interval '1 minute' as repeated
            from account where id = $1 and factor_since is not null
            """;

    /** Of two that come with one code at once, the second one finds it taken; the same request twice is no second one. */
    private static final String TAKE =
            """
            update account set factor_step = coalesce($3, factor_step), factor_codes = array_remove(factor_codes, $4),
              factor_done = $5, factor_done_at = now()
            where id = $1 and factor_secret = $2 and factor_since is not null
              and (factor_step < $3 or $4 = any (factor_codes)
                or factor_done = $5 and factor_done_at > now() - interval '1 minute')
            """;

    private static final String TURN_OFF =
            """
            update account set factor_secret = null, factor_since = null, factor_step = 0, factor_codes = '{}',
              factor_done = null, factor_done_at = null
            where id = $1 and factor_since is not null
            """;

    /**
     * @param on whether signing in takes a code
     * @param recoveryCodes how many are left
     */
    public record State(boolean on, int recoveryCodes) {}

    private final Pool database;

    SecondFactors(Pool database) {
        this.database = database;
    }

    /** @return {@code null} when the account is gone */
    public Uni<State> of(UUID account) {
        return first(database, STATE, Tuple.of(account))
                .map(row -> row == null ? null : new State(row.getBoolean("turned_on"), row.getInteger("codes")));
    }

    /** @return a new secret in Base32, which counts when its first code has come; {@code null} while one is on */
    public Uni<String> begin(UUID account, String key) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return first(database, BEGIN, Tuple.of(account, Buffer.buffer(secret), new Code("", key).fingerprint("begin")))
                .map(row -> row == null ? null : Base32.encode(secret(row).getBytes()));
    }

    /**
     * The first code turns it on and ends the account's other sessions, which began without one.
     *
     * @param session the caller's
     * @return the recovery codes; empty when the code is wrong; {@code null} when nothing was begun, or too long ago
     */
    public Uni<List<String>> turnOn(UUID account, Code code, String session) {
        return first(database, BEGUN, Tuple.of(account, code.fingerprint("turn on")))
                .flatMap(row -> {
                    if (row == null || secret(row) == null) {
                        return Uni.createFrom().nullItem();
                    }
                    List<String> recovery = RecoveryCodes.of(secret(row).getBytes(), IdempotencyKey.orNew(code.key()));
                    OptionalLong step = Totp.step(secret(row).getBytes(), code.plain(), Instant.now());
                    if (Boolean.TRUE.equals(row.getBoolean("repeated"))) {
                        return Uni.createFrom().item(recovery);
                    }
                    return step.isEmpty()
                            ? Uni.createFrom().item(List.of())
                            : turnOn(account, secret(row), step.getAsLong(), recovery, code, session)
                                    // Somebody was faster; it may be this very request.
                                    .flatMap(done ->
                                            done ? Uni.createFrom().item(recovery) : turnOn(account, code, session));
                });
    }

    /** Two statements: the second one sees sessions that began while the first one waited for the row. */
    private Uni<Boolean> turnOn(
            UUID account, Buffer secret, long step, List<String> recovery, Code code, String session) {
        Buffer[] hashes = recovery.stream()
                .map(each -> RecoveryCodes.hash(new Code(each, null).plain()))
                .toArray(Buffer[]::new);
        Tuple change = Tuple.of(account, secret, step, hashes, code.fingerprint("turn on"));
        return database.withTransaction(transaction -> execute(transaction, TURN_ON, change)
                .map(rows -> rows.rowCount() == 1)
                .call(done -> done
                        ? execute(transaction, END_OTHERS, Tuple.of(account, session))
                        : Uni.createFrom().nullItem()));
    }

    /** Within a transaction, after whose end the code is taken. */
    public Uni<Verdict> take(UUID account, Code code, SqlConnection transaction) {
        if (code.isMissing()) {
            return Uni.createFrom().item(Verdict.MISSING);
        }
        return first(transaction, ON, Tuple.of(account, code.fingerprint("take")))
                .flatMap(row -> {
                    if (row == null || Boolean.TRUE.equals(row.getBoolean("repeated"))) {
                        return Uni.createFrom().item(row == null ? Verdict.REFUSED : Verdict.RIGHT);
                    }
                    OptionalLong step = Totp.step(secret(row).getBytes(), code.plain(), Instant.now());
                    Tuple change = Tuple.tuple()
                            .addUUID(account)
                            .addValue(secret(row))
                            .addLong(step.isPresent() ? step.getAsLong() : null)
                            .addValue(RecoveryCodes.hash(code.plain()))
                            .addValue(code.fingerprint("take"));
                    Verdict right = step.isPresent() ? Verdict.RIGHT : Verdict.RECOVERED;
                    return execute(transaction, TAKE, change)
                            .map(rows -> rows.rowCount() == 1 ? right : Verdict.REFUSED);
                });
    }

    /** What somebody is told whose code is missing or refused. */
    public static HttpProblem problem(Verdict verdict, int status) {
        boolean missing = verdict == Verdict.MISSING;
        String challenge = status == 401 ? "Bearer" : null;
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(Response.Status.fromStatusCode(status).getReasonPhrase())
                .withType(missing ? CODE_NEEDED : CODE_REFUSED)
                .withDetail(
                        missing ? "A code of the second factor is needed." : "The code is wrong or was used before.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    /** @return whether it was on */
    public Uni<Boolean> turnOff(UUID account) {
        return execute(database, TURN_OFF, Tuple.of(account)).map(rows -> rows.rowCount() == 1);
    }

    private static Buffer secret(Row row) {
        return row.get(Buffer.class, "factor_secret");
    }

    private static Uni<Row> first(SqlClient client, String sql, Tuple parameters) {
        return execute(client, sql, parameters)
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next());
    }

    private static Uni<RowSet<Row>> execute(SqlClient client, String sql, Tuple parameters) {
        return client.preparedQuery(sql).execute(parameters);
    }
}
