package io.todolist.user.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.postgres.Leftovers;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Locale;

/**
 * Wrong passwords and wrong codes, counted in the database for every instance and over restarts.
 *
 * <p>An attempt belongs to a lane: a user name, known or not, so that an answer does not tell which; or a device that has
 * signed in before; or, for users who are signed in and confirm something by their password, their account: so strangers who
 * guess at a name cannot hinder them. From the fifth failure on a lane closes, for 1 s, 2 s, 4 s … at most 60 s; a right password resets it,
 * of an account with a second factor only together with a right code.
 * While it is closed every password is answered with 429 and Retry-After (RFC 6585, 4), right or wrong, unread.
 *
 * <p>An answer is given only together with the statement that counts it, and that statement fails when the lane has
 * closed since: guesses sent in parallel get no more answers than guesses sent one by one.
 *
 * <p>Nobody is locked out for good: the delay is bounded and nothing needs an administrator. While somebody keeps
 * guessing, a new device may need some patience.
 */
@ApplicationScoped
class FailedAttempts implements Leftovers {
    /** A lane that is closed, and for how many seconds still. */
    static final String CLOSED =
            """
            select extract(epoch from next_at - now())::float8 as seconds
            from failed_attempt where lane = $1 and next_at > now()
            """;

    private static final String RESET =
            "with reset as (delete from failed_attempt where lane = $1 and next_at <= now()) " + CLOSED;

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

    private static final String FORGET =
            """
            delete from failed_attempt where lane in (select lane from failed_attempt
              where next_at < now() - make_interval(secs => %f) order by next_at limit %d for update skip locked)
            """;

    private final AttemptConfig config;

    FailedAttempts(AttemptConfig config) {
        this.config = config;
    }

    /** Whose attempts are counted together: a user name or an account. */
    static Buffer lane(String owner) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(owner.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counts the outcome of one attempt; fails with 429, and the outcome stays unknown, when the lane has closed. */
    Uni<Void> settle(Buffer lane, boolean right, SqlClient client) {
        return right ? refuseIfClosed(RESET, lane, client) : count(lane, client);
    }

    /** An attempt that is neither right nor wrong yet; fails with 429 when the lane has closed. */
    Uni<Void> leaveOpen(Buffer lane, SqlClient client) {
        return refuseIfClosed(CLOSED, lane, client);
    }

    Uni<Void> forget(Buffer[] lanes, SqlClient client) {
        return client.preparedQuery("delete from failed_attempt where lane = any($1)")
                .execute(Tuple.of(lanes))
                .replaceWithVoid();
    }

    private Uni<Void> count(Buffer lane, SqlClient client) {
        Tuple count = Tuple.of(
                lane,
                config.delayFrom(),
                seconds(config.firstDelay()),
                seconds(config.longestDelay()),
                seconds(config.forgetAfter()));
        return client.preparedQuery(COUNT)
                .execute(count)
                .flatMap(counted -> counted.size() > 0
                        ? Uni.createFrom().voidItem()
                        // No attempt stays uncounted, though the lane be open again by now.
                        : refuseIfClosed(CLOSED, lane, client).chain(() -> count(lane, client)));
    }

    private static Uni<Void> refuseIfClosed(String sql, Buffer lane, SqlClient client) {
        return client.preparedQuery(sql)
                .execute(Tuple.of(lane))
                .invoke(closed -> closed.forEach(row -> refuse(row.getDouble("seconds"))))
                .replaceWithVoid();
    }

    static void refuse(double seconds) {
        throw HttpProblem.builder()
                .withStatus(429)
                .withTitle("Too Many Requests")
                .withDetail("Too many wrong passwords for this name. Try again later.")
                .withHeader(HttpHeaders.RETRY_AFTER, (long) Math.ceil(seconds))
                .build();
    }

    @Override
    public String deletion() {
        return String.format(Locale.ROOT, FORGET, seconds(config.forgetAfter()), BATCH);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
