package io.todolist.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

/**
 * Wrong passwords, counted in the database for every instance and over restarts.
 *
 * <p>An attempt belongs to a lane: a user name, known or not, so that an answer does not tell which; or, for users who
 * are signed in and confirm something by their password, their account, so that strangers who guess at a name cannot
 * hinder them. From the fifth failure on a lane closes, for 1 s, 2 s, 4 s … at most 60 s; a right password resets it.
 * While it is closed every password is answered with 429 and Retry-After (RFC 6585, 4), right or wrong, unread.
 *
 * <p>An answer is given only together with the statement that counts it, and that statement fails when the lane has
 * closed since: guesses sent in parallel get no more answers than guesses sent one by one.
 *
 * <p>Nobody is locked out for good: the delay is bounded and nothing needs an administrator. While somebody keeps
 * guessing, a new log in may need some patience; devices that are signed in are not touched, they refresh without a
 * password.
 */
@ApplicationScoped
class FailedAttempts {
    /** Never waits for a row that somebody else has at hand. */
    private static final String FORGET =
            """
            delete from failed_attempt where lane in (select lane from failed_attempt
              where next_at < now() - make_interval(secs => $1) order by next_at limit 100 for update skip locked)
            """;

    private static final String COUNT =
            """
            insert into failed_attempt as known (lane, failures, next_at) values ($1, 1, now())
            on conflict (lane) do update set (failures, next_at) = (
              select n, now() + case when n < $2 then interval '0'
                else make_interval(secs => least($4, $3 * power(2, least(n - $2, 30)))) end
              from (select case when known.next_at < now() - make_interval(secs => $5) then 1
                else known.failures + 1 end as n) as counted)
            where known.next_at <= now()
            returning failures
            """;

    private static final String RESET = "delete from failed_attempt where lane = $1 and next_at <= now()";

    private static final String CLOSED =
            """
            select extract(epoch from next_at - now())::float8 as seconds
            from failed_attempt where lane = $1 and next_at > now()
            """;

    private final Pool database;
    private final AttemptConfig config;

    FailedAttempts(Pool database, AttemptConfig config) {
        this.database = database;
        this.config = config;
    }

    Uni<Void> refuseWhileClosed(String lane) {
        return execute(CLOSED, Tuple.of(key(lane)))
                .invoke(FailedAttempts::refuse)
                .replaceWithVoid();
    }

    /** Counts the outcome of one attempt; fails with 429, and the outcome stays unknown, when the lane has closed. */
    Uni<Void> settle(String lane, boolean right) {
        return right ? reset(lane) : count(lane);
    }

    private Uni<Void> reset(String lane) {
        return execute(RESET, Tuple.of(key(lane))).chain(() -> refuseWhileClosed(lane));
    }

    private Uni<Void> count(String lane) {
        Tuple count = Tuple.of(
                key(lane),
                config.delayFrom(),
                seconds(config.firstDelay()),
                seconds(config.longestDelay()),
                seconds(config.forgetAfter()));
        return execute(FORGET, Tuple.of(seconds(config.forgetAfter())))
                .chain(() -> execute(COUNT, count))
                .flatMap(counted -> counted.size() > 0 ? Uni.createFrom().voidItem() : refuseWhileClosed(lane));
    }

    private Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return database.preparedQuery(sql).execute(parameters);
    }

    private static void refuse(RowSet<Row> closed) {
        for (Row row : closed) {
            throw HttpProblem.builder()
                    .withStatus(429)
                    .withTitle("Too Many Requests")
                    .withDetail("Too many wrong passwords for this name. Try again later.")
                    .withHeader(HttpHeaders.RETRY_AFTER, (long) Math.ceil(row.getDouble("seconds")))
                    .build();
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Buffer key(String lane) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(lane.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
